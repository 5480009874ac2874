import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SMALL_DEPLOYMENT, smallStates } from '../../fixtures/states/small-states.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { GateError } from '../../src/gate/gate-error.ts'
import { judge } from '../../src/gate/judge.ts'
import type { JudgeOptions } from '../../src/gate/judge-options.ts'
import type { JudgeReport } from '../../src/gate/judge-report.ts'
import { coverageText } from '../../src/gate/report/coverage-text.ts'
import { type Reached, unreached } from '../../src/gate/search/coverage.ts'
import type { LawId } from '../../src/laws/index.ts'
import { TROUBLE_KINDS } from '../../src/observation/trouble.ts'
import { ensureForAccounts } from '../../src/reconciler/api.ts'
import { type PortProvision, port } from '../../src/subjects/port/port.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { looksAgain } from '../laws/right-ports.ts'

const specs: readonly WorldSpec[] = smallStates().slice(0, 40)

const NOTHING: Reached = {
  homes: {},
  targets: {},
  links: {},
  worlds: { clear: 1, conflict: 1, impossible: 0 },
  claims: {},
  struck: { crash: 1, fault: 1, race: 1, intrusion: 1, 'live-writes': 1 },
  missed: {},
  errnos: {},
  intruders: {},
  moments: 1,
}

describe('the cases that a run did not reach are named', () => {
  test('each planned state', () => {
    const [spec] = specs
    if (spec === undefined) throw new Error('there is no small state')
    const states = { home: 'directory', target: 'file', link: 'fifo' } as const
    const reached = { ...NOTHING, homes: { directory: 3 }, links: { fifo: 0 } }
    expect(unreached(reached, [{ ...spec, states }], [])).toEqual([
      'no world with a target in the state `file` was tried',
      'no world with a link in the state `fifo` was tried',
    ])
  })

  test('a world without a conflict, and one with a conflict', () => {
    const worlds = { clear: 0, conflict: 0, impossible: 9 }
    expect(unreached({ ...NOTHING, worlds }, [], [])).toEqual([
      'no world without a conflict was tried',
      'no world with a conflict was tried',
    ])
  })

  test('each trouble that never struck', () => {
    const struck = Object.fromEntries(TROUBLE_KINDS.map(kind => [kind, 0]))
    expect(unreached({ ...NOTHING, struck, moments: 0 }, [], TROUBLE_KINDS)).toEqual([
      'no run was killed',
      'no call failed by injection',
      'no runs overlapped',
      'no other process created an entry during a run',
      'no agent wrote during a run',
    ])
  })

  test('but not a kill, if each moment was inspected', () => {
    expect(unreached({ ...NOTHING, struck: { crash: 0 } }, [], ['crash'])).toEqual([])
  })
})

/** Judges a subject by a few laws, at any small deployment. */
function judged(subject: Subject, laws: readonly LawId[], more: JudgeOptions = {}): Promise<JudgeReport> {
  return judge(subject, { deployment: SMALL_DEPLOYMENT, laws, numRuns: 0, ...more })
}

describe('a run that proves nothing is no pass', () => {
  /** Links with calls of its own, and so it cannot be stopped between them. */
  const bypassesPort: PortProvision = (homes, required) => void ensureForAccounts(homes, required)
  const failsOnData: PortProvision = (homes, required) => {
    ensureForAccounts(homes, required)
    if (required.some(({ target }) => readdirSync(target).length > 0)) throw new Error('not today')
  }

  test('if no call of the subject could fail by injection', async () => {
    const refused = await judged(port('bypasses its port', bypassesPort), ['fault-safe', 'keeps-data']).catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(GateError)
    expect(refused).toMatchObject({
      message: [
        'No law is broken, but this run proves nothing:',
        '  no call failed by injection',
        'Run again with --stats to see what was reached. If the command is meant to do no more, waive those laws with --waive.',
      ].join('\n'),
    })
  })

  test('unless that law is waived', async () => {
    const waive = { 'fault-safe': 'it makes calls of its own' }
    const report = await judged(port('bypasses its port', bypassesPort), ['fault-safe', 'keeps-data'], {
      waive,
    })
    expect(report.ok).toBe(true)
  })

  test('unless a law is broken', async () => {
    const report = await judged(port('fails on data', failsOnData), ['fault-safe', 'succeeds-when-clear'])
    expect(report.ok).toBe(false)
  })
})

test('a whole run reaches every state, verdict and report', async () => {
  const { reached } = await judged(port('looks again', looksAgain), ['keeps-data'])
  for (const counts of [reached.homes, reached.targets, reached.worlds])
    expect(Object.values(counts).every(count => count > 0)).toBe(true)
  // In one home there is no other home to link to.
  expect(Object.keys(reached.links).filter(state => reached.links[state] === 0)).toEqual([])
  expect(reached.claims).toMatchObject({ killed: 0 })
  expect(reached.claims['success']).toBeGreaterThan(0)
  expect(reached.claims['failure']).toBeGreaterThan(0)
})

test('the table lists the cases that were reached, the most frequent first, and those that never were', () => {
  expect(
    coverageText({
      ...NOTHING,
      homes: { absent: 2, directory: 1234 },
      links: Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`some-link-state-${i}`, 12 - i])),
      claims: { success: 3, killed: 0, failure: 0 },
      errnos: { EIO: 2 },
      moments: 7,
    }),
  ).toEqual([
    '  home        directory 1,234, absent 2',
    '  target',
    '  link        some-link-state-0 12, some-link-state-1 11, some-link-state-2 10, some-link-state-3 9,',
    '              some-link-state-4 8, some-link-state-5 7, some-link-state-6 6, some-link-state-7 5, some-link-state-8 4,',
    '              some-link-state-9 3, some-link-state-10 2, some-link-state-11 1',
    '  worlds      clear 1, conflict 1, never: impossible',
    '  reported    success 3, never: killed, failure',
    '  moments     inspected 7',
    '  trouble     crash 1, fault 1, race 1, intrusion 1, live-writes 1',
    '    missed',
    '    errnos    EIO 2',
    '    intruders',
  ])
})
