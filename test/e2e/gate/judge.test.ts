import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { SMALL_DEPLOYMENT } from '../../../fixtures/states/small-states.ts'
import { GateError } from '../../../src/gate/gate-error.ts'
import { judge } from '../../../src/gate/judge.ts'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import type { JudgeReport } from '../../../src/gate/judge-report.ts'
import type { LawId } from '../../../src/laws/index.ts'
import { command } from '../../../src/subjects/command/command.ts'
import { type PortProvision, port } from '../../../src/subjects/port/port.ts'
import type { Subject } from '../../../src/subjects/subject.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { looksAgain } from '../../reconcilers/right-ports.ts'

/** What is said of a subject at any small deployment, by a few laws. */
function judged(subject: Subject, laws: readonly LawId[], more: JudgeOptions = {}): Promise<JudgeReport> {
  return judge(subject, { deployment: SMALL_DEPLOYMENT, laws, numRuns: 0, ...more })
}

describe('a run that proves nothing is no pass', () => {
  const doesNothing: PortProvision = async () => {}

  test('where no call of the subject could be made to fail', async () => {
    const refused = await judged(port('does nothing', doesNothing), ['fault-safe', 'keeps-data']).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(GateError)
    expect(refused).toMatchObject({
      message: [
        'No law is broken, but this run proves nothing:',
        '  no call failed by injection',
        'Run again with --stats to see what was reached. If the command is not supposed to do more, waive those laws with --waive.',
      ].join('\n'),
    })
  })

  test('unless that law is waived', async () => {
    const waive = { 'fault-safe': 'it does nothing' }
    const report = await judged(port('does nothing', doesNothing), ['fault-safe', 'keeps-data'], { waive })
    expect(report.ok).toBe(true)
  })

  test('nor for a trouble that only a law about time judges', async () => {
    const report = await judged(port('looks again', looksAgain), ['race-safe', 'ends'])
    expect(report.laws).toMatchObject([
      { id: 'ends', verdict: 'held' },
      { id: 'race-safe', verdict: 'held' },
    ])
  })

  test('nor a broken law less broken', async () => {
    const report = await judged(port('does nothing', doesNothing), ['fault-safe', 'tells-the-truth'])
    expect(report.ok).toBe(false)
  })
})

test('a whole run comes to every state, verdict and report', async () => {
  const { reached } = await judged(port('looks again', looksAgain), ['keeps-data'])
  for (const counts of [reached.homes, reached.targets, reached.worlds])
    expect(Object.values(counts).every(count => count > 0)).toBe(true)
  // In one home there is no other home to link to.
  expect(Object.keys(reached.links).filter(state => reached.links[state] === 0)).toEqual([])
  expect(reached.claims).toMatchObject({ unended: 0 })
  expect(reached.claims['success']).toBeGreaterThan(0)
  expect(reached.claims['failure']).toBeGreaterThan(0)
})

describe.skipIf(lacksBwrap)('a command', () => {
  const zoo = (file: string) => fileURLToPath(new URL(`../../zoo/right/${file}`, import.meta.url))
  // The first world is empty: there the order of what is made can be compared.
  const part = {
    level: 'complete',
    laws: ['order-blind'],
    numRuns: 0,
    sample: { index: 1, count: 500 },
  } as const

  test('that reads the request is found to do so, and asked for another order', async () => {
    const { laws, sandbox } = await judge(command(['node', zoo('promises.mjs'), '{request}']), part)
    expect(laws).toMatchObject([{ id: 'order-blind', verdict: 'held' }])
    expect(sandbox).toBe('bwrap')
  })

  test('whose homes are written into it is found out, and asked for none', async () => {
    await expect(judge(command(['sh', zoo('readlink-f.sh')]), part)).rejects.toThrow(
      new GateError(
        [
          'No law could be judged in any world that was tried:',
          '  order-blind: its homes and links are hard-coded, so it cannot be given another order',
        ].join('\n'),
      ),
    )
  })
})
