import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { OptionsError } from '../../../fixtures/index.ts'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import { regressionsIn, regressionsOf, regressionsText } from '../../../src/gate/regressions.ts'
import { ensureForAccounts } from '../../../src/index.ts'
import {
  fn,
  judge,
  lawOf,
  type OwnJudgement,
  type OwnLaw,
  reconcile,
  script,
} from '../../../src/properties/index.ts'

const leavesNoLock = lawOf({
  id: 'leaves-no-lock',
  says: 'no run leaves a lock behind',
  judge: ({ first }) =>
    first.after.entries.has('.lock') ? { summary: 'it left `.lock` behind', paths: ['.lock'] } : 'held',
})

const tidy = fn('tidy', (homes, required) => ensureForAccounts(homes, required))
const leavesLock = fn('leaves a lock', (homes, required, root) => {
  mkdirSync(`${root}/.lock`, { recursive: true })
  ensureForAccounts(homes, required)
})

/** Judges a subject by one law of the package, and own ones, in a few worlds. */
function judged(subject: typeof tidy, ownLaws: readonly OwnLaw[], more: JudgeOptions = {}) {
  return judge(subject, {
    laws: ['keeps-data'],
    ownLaws,
    numRuns: 0,
    sample: { index: 1, count: 40 },
    ...more,
  })
}

describe('an own law', () => {
  test('is broken, in the smallest world, and fails the run', async () => {
    const report = await judged(leavesLock, [leavesNoLock])
    const [keepsData, own] = report.laws
    expect([report.ok, keepsData?.id, keepsData?.verdict]).toEqual([false, 'keeps-data', 'held'])
    expect(own).toMatchObject({
      id: 'own/leaves-no-lock',
      level: 'safe',
      says: 'no run leaves a lock behind',
      verdict: 'broken',
      counterexample: { summary: 'it left `.lock` behind', strays: ['.lock'] },
    })
    expect(own?.counterexample?.spec.tree.size).toBe(0)
    expect(own?.brokenIn).toBe(own?.worlds)
  })

  test('is held by a subject that keeps it', async () => {
    const report = await judged(tidy, [leavesNoLock])
    expect(report.ok).toBe(true)
    expect(report.laws.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['keeps-data', 'held'],
      ['own/leaves-no-lock', 'held'],
    ])
  })

  test('is not tested where it has nothing to say, and a warning above the level', async () => {
    const silent = lawOf({ id: 'silent', says: 'nothing', judge: () => 'vacuous' })
    const complete = lawOf({
      id: 'never',
      says: 'it never holds',
      level: 'complete',
      judge: () => ({ summary: 'it is broken\u001b' }),
    })
    const report = await judged(tidy, [silent, complete])
    expect(report.laws.slice(1).map(({ verdict, fails }) => [verdict, fails])).toEqual([
      ['not-tested', false],
      ['broken', false],
    ])
    expect(report.ok).toBe(true)
    expect(report.laws.at(-1)?.counterexample?.summary).toBe('it is broken\\x1b')
  })

  test('is saved with its world, and read again', async () => {
    const report = await judged(leavesLock, [leavesNoLock])
    const [saved] = regressionsIn(regressionsText(regressionsOf(report)), 'the file')
    expect(saved).toMatchObject({ law: 'own/leaves-no-lock', trouble: null })
  })

  test.for([
    undefined,
    true,
    null,
    'broken',
    {},
    { summary: 1 },
    { summary: 'x', paths: [1] },
    { summary: '' },
    { summary: 'x', path: [] },
  ])('may not answer %o', async answer => {
    const wrong = lawOf({ id: 'wrong', says: 'x', judge: () => answer as unknown as OwnJudgement })
    await expect(judged(tidy, [wrong])).rejects.toThrow(
      /^own\/wrong: expected "held", "vacuous" or \{ summary, paths \}, not /u,
    )
  })
})

describe('the judge of an own law', () => {
  // What a function leaves running is caught as a stray; a script leaves nothing.
  const subject = script('tidy', request => reconcile(request, 'exact'))
  const by = (judge: () => unknown) =>
    judged(subject, [lawOf({ id: 'wrong', says: 'x', judge: judge as () => OwnJudgement })])

  test('may not be async, and its rejection ends no process', async () => {
    const strays: unknown[] = []
    const listener = (reason: unknown) => strays.push(reason)
    process.on('unhandledRejection', listener)
    try {
      await expect(by(() => Promise.reject(new Error('later')))).rejects.toThrow(/^own\/wrong: .* a promise/u)
      await new Promise(resolve => setImmediate(resolve))
      expect(strays).toEqual([])
    } finally {
      process.off('unhandledRejection', listener)
    }
  })

  test('is named when it throws', async () => {
    const cause = new RangeError('too far')
    const judging = by(() => {
      throw cause
    })
    await expect(judging).rejects.toThrow('own/wrong: its judge threw an error: too far')
    await expect(judging).rejects.toMatchObject({ cause })
  })

  test('is told which key is wrong', async () => {
    await expect(by(() => ({ summary: 'x', path: [] }))).rejects.toThrow(
      'not an object (path: there is no such key. Did you mean "paths"?)',
    )
  })
})

test.for<[unknown, ...string[]]>([
  [5, 'expected an object, not 5'],
  [
    { id: 'Has Spaces', says: '', judge: 'x', levl: 'safe' },
    'id: expected lower-case words with dashes between them, not "Has Spaces"',
    'says: expected a sentence, not ""',
    'judge: expected a function, not "x"',
    'levl: there is no such key. Did you mean "level"?',
  ],
  [{ id: 'a', says: 'b' }, 'judge: this key is required'],
  [
    { id: 'a', says: 'b', judge: () => 'held', level: 'strict' },
    'level: expected safe, tidy or complete, not "strict"',
  ],
])('lawOf refuses %o', ([parts, ...problems]) => {
  expect(() => lawOf(parts as never)).toThrow(new OptionsError('lawOf', problems))
})

test('judge refuses what lawOf has not made, and two laws with one id', async () => {
  const refused = (ownLaws: unknown) => judged(tidy, ownLaws as readonly OwnLaw[])
  await expect(refused(leavesNoLock)).rejects.toThrow('ownLaws: expected a list of laws, not an object')
  await expect(refused(['keeps-data'])).rejects.toThrow(
    'ownLaws.0: expected a law made by lawOf, not "keeps-data"',
  )
  await expect(refused([{ id: 'own/x', says: 'x', judge: () => 'held' }])).rejects.toThrow(
    'ownLaws.0: expected a law made by lawOf, not an object',
  )
  await expect(refused([leavesNoLock, leavesNoLock])).rejects.toThrow('ownLaws: two of the laws have one id')
})

test('judge refuses to remember what is no violation of an earlier run', async () => {
  const [found] = regressionsOf(await judged(leavesLock, [leavesNoLock]))
  const remembering = (remembered: unknown) => judged(tidy, [], { remembered: remembered as never })
  await expect(remembering([found])).resolves.toMatchObject({ ok: true })
  for (const wrong of [5, null, {}, { ...found, spec: { ...found?.spec, tree: [] } }, { ...found, law: 'x' }])
    await expect(remembering([wrong])).rejects.toThrow(
      'remembered.0: expected a violation of an earlier run: { law, spec, trouble }, not ',
    )
})
