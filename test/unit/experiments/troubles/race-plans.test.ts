import { describe, expect, test } from 'vitest'
import type { Baseline } from '../../../../src/experiments/baseline.ts'
import { effortFor } from '../../../../src/experiments/effort.ts'
import { racesOf } from '../../../../src/experiments/troubles/race-plans.ts'
import { kindOf, type Step } from '../../../../src/observation/step.ts'
import type { StepRef } from '../../../../src/observation/trouble.ts'

/** The steps of a shell script, each as `PID CALL PATH`, or `PID CALL PATH TO`. */
function stepsOf(texts: readonly string[]): Step[] {
  return texts.map(text => {
    const [pid, call = '', path = '', to = null] = text.split(' ')
    return { call, kind: kindOf(call), path, to, by: '', pid: Number(pid) }
  })
}

/** Returns the pauses of a command's races, each as `CALL PATH`, and `CALL PATH, CALL PATH` where both runs pause. */
function pauses(
  texts: readonly string[],
  leftovers: readonly string[] | null,
  {
    there = [],
    volatile = [],
  }: { readonly there?: readonly string[]; readonly volatile?: readonly string[] } = {},
): string[] {
  const baseline = {
    ...{ steps: stepsOf(texts), effort: effortFor({ kind: 'command' }), volatileNames: new Set(volatile) },
    seen: { before: { entries: new Map(there.map(path => [path, {}])) } },
    ...{ seed: 1, troubledIndex: 99, isAfterKill: leftovers !== null, leftovers: new Set(leftovers) },
  }
  const inWords = ({ call, path }: StepRef) => `${call} ${path}`
  return racesOf(baseline as unknown as Baseline).map(({ order }) => {
    if (order.by !== 'holding') return order.by
    return order.other === undefined
      ? inWords(order.before)
      : `${inWords(order.before)}, ${inWords(order.other)}`
  })
}

test('a command pauses before each change, and before it looks again at what it changes later', () => {
  expect(pauses(['3 stat a', '4 stat a', '4 rmdir a', '3 stat b', '3 symlink a'], null)).toEqual([
    'stat a',
    'rmdir a',
    'symlink a',
  ])
})

describe('after a kill,', () => {
  const TAKES_OVER = ['3 stat lock', '4 stat lock', '4 readdir lock', '4 unlink lock/owner', '4 rmdir lock']

  test('it pauses before removals', () => {
    expect(pauses(['3 mkdir a', '4 unlink a/x', '3 symlink a'], [])).toEqual(['unlink a/x'])
  })

  test('two runs pause: one before a process looks at the leftover that it removes, the other later', () => {
    const races = pauses(
      [...TAKES_OVER, '3 mkdir lock', '5 unlink a/x', '6 rmdir lock'],
      ['lock', 'lock/owner'],
    )
    expect(races.filter(race => race.includes(','))).toEqual([
      'stat lock, unlink a/x',
      'unlink lock/owner, unlink a/x',
      'rmdir lock, unlink a/x',
    ])
  })

  test('where nothing that was left is removed, one run alone pauses', () => {
    expect(pauses([...TAKES_OVER, '5 unlink a/x'], [])).not.toContainEqual(expect.stringContaining(','))
  })
})

describe('before a run gives another name to what it has made,', () => {
  const bothPause = (...args: Parameters<typeof pauses>) => pauses(...args).filter(race => race.includes(','))
  const STAGED = ['3 link a/x s/.new', '3 link s/.new s/x', '3 unlink s/.new', '3 rename b/.tmp b/y']

  test('both pause, at two such places', () => {
    const there = ['a/x']
    expect(bothPause(STAGED, null, { there })).toEqual([
      'link s/.new, link s/.new',
      'rename b/.tmp, rename b/.tmp',
    ])
    const third = '3 rename c/.tmp c/y'
    expect(bothPause([...STAGED, third], null, { there })).toHaveLength(2)
  })

  test('but not where it was there before, or where its name differs from run to run', () => {
    expect(bothPause(STAGED, null, { there: ['a/x', 's/.new', 'b/.tmp'] })).toEqual([])
    expect(bothPause(STAGED, null, { there: ['a/x', 's/.new'], volatile: ['.tmp'] })).toEqual([])
  })
})
