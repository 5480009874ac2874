import pc from 'picocolors'
import { describe, expect, test } from 'vitest'
import type { LawResult } from '../../../../../src/gate/judge-report.ts'
import { linesToBlame } from '../../../../../src/gate/report/brief/lines-to-blame.ts'
import { gateText } from '../../../../../src/gate/report/formats/text.ts'
import type { LawId } from '../../../../../src/laws/index.ts'
import { counterexample, result, shownReport } from './sample.ts'

/** The text of a report on a command, without its first line. */
function saidOf(laws: readonly LawResult[]): string {
  const shown = shownReport(laws)
  return gateText(shown, pc.createColors(false)).slice(shown.report.subject.length)
}

test('the worst law is told in full, and each other one in two lines', () => {
  const text = saidOf([
    result('keeps-data', { counterexample: counterexample('orphaned', 46) }),
    result('tells-the-truth', { counterexample: counterexample(null) }),
    result('crash-safe', {
      counterexample: counterexample('destroyed', 12),
      others: [counterexample('orphaned', 46)],
    }),
  ])
  const replay = (id: string) =>
    `npx vitest-shared-links gate --home a --link projects=shared --runs 2 --seed 1 --law ${id} -- sh install.sh`
  expect(text.slice(text.indexOf('\n\n✗'))).toBe(`

✗ crash-safe: killed at any point, or stopped by a signal that it handles, it has lost nothing, and the next run recovers
  data was destroyed
  The line that did it: install.sh:12: command 12
    (unlink of \`a\`, by the process \`rm a\`)
  Another violation: data was orphaned
  Fix: Make each change in one step: build it under a free name, and rename it into place.
  More: npx vitest-shared-links explain crash-safe
  Replay:
    ${replay('crash-safe')}

  The smallest world found, with the fate of each entry:
    (empty)

  Output (exit code 0):
    (none)

  As fixture code:
    code

Also broken. Each command shows that law in full:
  ✗ keeps-data: data was orphaned
      ${replay('keeps-data')}
  ✗ tells-the-truth: data was null
      ${replay('tells-the-truth')}

The lines that did it, each with the laws that it breaks:
  install.sh:12: command 12   crash-safe
  install.sh:46: command 46   crash-safe, keeps-data

Refused at level safe: it breaks keeps-data, tells-the-truth, crash-safe
`)
})

test('each violation that is remembered comes with the command that runs it alone', () => {
  const shown = shownReport([
    result('keeps-data', { counterexample: counterexample('orphaned') }),
    result('crash-safe', { counterexample: counterexample('destroyed') }),
    // It was broken once, and not again.
    result('race-safe', { verdict: 'broken', fails: true }),
  ])
  const text = gateText({ ...shown, isRemembered: true }, pc.createColors(false))
  expect(text).toContain('  Replay:\n    npx vitest-shared-links replay crash-safe\n')
  expect(text).toContain('✗ keeps-data: data was orphaned\n      npx vitest-shared-links replay keeps-data\n')
  expect(text).toMatch(/✗ race-safe: .*\n {6}npx vitest-shared-links gate /u)
})

describe('the line of a law', () => {
  test('names the kinds of loss that broke it', () => {
    const others = [counterexample('moved'), counterexample(null)]
    const text = saidOf([result('fault-safe', { counterexample: counterexample('destroyed'), others })])
    expect(text).toContain('broken in 2 of 9 worlds (destroyed, moved): when any call fails')
  })

  test('says which kind of loss is waived, and why; so does the verdict', () => {
    const waived = [{ kind: 'orphaned', reason: 'we retarget links', worlds: 4 }] as const
    const text = saidOf([result('keeps-data', { waived })])
    expect(text).toContain('held in 9 worlds; orphaned data is waived (in 4 worlds): we retarget links')
    expect(text).toContain('Passed at level safe: 1 law held (waived: keeps-data:orphaned)')
  })
})

test('the verdict of a shard says that it is one', () => {
  const part = { index: 2, count: 3, version: '', run: [], plan: '', numRuns: 0, remembered: [] }
  const subject = { stops: { by: 'seccomp' }, acceptsRequest: null } as const
  const shard = { ...part, subject, records: [], cases: [] }
  const text = gateText(shownReport([result('keeps-data')], { shard }), pc.createColors(false))
  expect(text).toContain('\nShard 2 of 3: Passed at level safe: 1 law held (gate --merge has the verdict)\n')
})

describe('the lines to blame', () => {
  test('are no table if one violation has named the only one', () => {
    expect(linesToBlame([])).toEqual([])
    expect(linesToBlame([result('keeps-data', { counterexample: counterexample('moved', 3) })])).toEqual([])
    expect(linesToBlame([result('keeps-data', { counterexample: counterexample('moved') })])).toEqual([])
  })

  test('are no table if one line breaks one law in two ways, with two commands', () => {
    const other = counterexample('orphaned', 3)
    const line = other.blame?.line && { ...other.blame.line, text: 'another command' }
    const others = [{ ...other, blame: other.blame && { ...other.blame, line: line ?? null } }]
    const law = result('keeps-data', { counterexample: counterexample('destroyed', 3), others })
    expect(linesToBlame([law])).toEqual([])
  })

  test('are one row if one line breaks two laws', () => {
    const by = (id: LawId) => result(id, { counterexample: counterexample('destroyed', 3) })
    expect(linesToBlame([by('keeps-data'), by('race-safe')])).toEqual([
      'install.sh:3: command 3   keeps-data, race-safe',
    ])
  })
})
