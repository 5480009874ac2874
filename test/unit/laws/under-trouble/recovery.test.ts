import { expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { failureToRecover } from '../../../../src/laws/under-trouble/recovery.ts'
import { DIVERGENT, only, RIGHT } from '../../../judging/trees.ts'
import {
  answerOf,
  type Disturbance,
  disturbed,
  observed,
  type Seen,
  stepRef,
} from '../../../judging/written-observations.ts'

const WRONG = { a: dir({ projects: linkTo('elsewhere') }), shared: dir() }
const LIVE = { ...RIGHT, notes: only }
const crash = { by: { kind: 'crash', before: stepRef('mkdir', 'a') }, run: ['killed', {}] } as const

interface Row {
  readonly it: string
  readonly seen: Seen
  readonly rerun?: Disturbance['rerun']
  readonly before?: Tree
  readonly says: unknown
}

const clear: Seen = { in: {}, first: ['success', RIGHT], second: ['success', RIGHT] }
const refused: Seen = { in: DIVERGENT, second: ['failure', DIVERGENT] }

const NOTES = dir({ projects: dir({ 'x.jsonl': file('a') }) })
const OTHERS = dir({ projects: dir({ 'x.jsonl': file('b') }) })
const LINKED = dir({ projects: linkTo('{root}/shared') })
const TWO_FILES = { a: NOTES, b: OTHERS, shared: dir() }
const FIRST_MERGED = { a: LINKED, b: OTHERS, shared: dir({ 'x.jsonl': file('a') }) }
const SECOND_MERGED = { a: NOTES, b: LINKED, shared: dir({ 'x.jsonl': file('b') }) }

const ROWS: readonly Row[] = [
  { it: 'does not judge a crash without a next run', seen: clear, says: undefined },
  { it: 'accepts a next run that does the same', seen: clear, rerun: ['success', RIGHT], says: undefined },
  {
    it: 'accepts a next run that refuses the same',
    seen: refused,
    rerun: ['failure', DIVERGENT],
    says: undefined,
  },
  {
    it: 'names a file that the next run destroys',
    seen: { in: LIVE, first: ['success', LIVE] },
    rerun: ['success', RIGHT],
    says: [
      '`notes` (14 bytes) was destroyed by the next run, after the run was killed before the mkdir of `a`: the request does not mention `notes`',
      'notes',
    ],
  },
  {
    it: 'names a link of a false success',
    seen: clear,
    rerun: ['success', { shared: dir(), a: dir() }],
    says: [
      'after the run was killed before the mkdir of `a`, the next run reported success, but `a/projects` is absent, not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'rejects a failure if an undisturbed run succeeds',
    seen: clear,
    rerun: ['failure', RIGHT],
    says: [
      'after the run was killed before the mkdir of `a`, the next run reported failure, but an undisturbed run reports success',
    ],
  },
  {
    it: 'accepts that another home comes first, of two that stand in the way of each other',
    seen: { in: TWO_FILES, first: ['failure', FIRST_MERGED], setup: { homes: ['a', 'b'] } },
    rerun: ['failure', SECOND_MERGED],
    says: undefined,
  },
  {
    it: 'accepts that neither is merged, if both stand in the way of each other',
    seen: { in: TWO_FILES, first: ['failure', FIRST_MERGED], setup: { homes: ['a', 'b'] } },
    rerun: ['failure', TWO_FILES],
    says: undefined,
  },
  {
    it: 'rejects that a home is not merged if nothing else stands in its way',
    seen: {
      in: { ...TWO_FILES, b: dir() },
      first: ['failure', { ...FIRST_MERGED, b: dir() }],
      setup: { homes: ['a', 'b'] },
    },
    rerun: ['failure', { ...TWO_FILES, b: dir() }],
    says: [
      'after the run was killed before the mkdir of `a`, the next run left a link wrong that an undisturbed run makes right: `a/projects` is a directory, not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'rejects a next run that does not end',
    seen: clear,
    rerun: ['unended', RIGHT],
    says: [
      'after the run was killed before the mkdir of `a`, the next run was stopped: it had not ended, but an undisturbed run reports success',
    ],
  },
  {
    it: 'accepts a failure if an undisturbed second run fails anyway',
    seen: { ...clear, second: ['failure', RIGHT] },
    rerun: ['failure', RIGHT],
    says: undefined,
  },
  {
    it: 'accepts a success if an undisturbed run fails without a conflict',
    seen: { in: {}, first: ['failure', {}], second: ['failure', {}] },
    rerun: ['success', RIGHT],
    says: undefined,
  },
  {
    it: 'names a file that the next run orphans',
    seen: refused,
    rerun: [
      'success',
      { ...DIVERGENT, a: dir({ projects: linkTo('{root}/shared'), was: linkTo('{root}/old') }) },
    ],
    says: [
      '`old/only.jsonl` (14 bytes) was orphaned by the next run, after the run was killed before the mkdir of `a`: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
      ...['a/projects', 'old/only.jsonl'],
    ],
  },
  {
    it: 'rejects a success if an undisturbed run refuses a conflict, even if nothing is lost',
    seen: { in: WRONG },
    rerun: ['success', RIGHT],
    says: [
      'after the run was killed before the mkdir of `a`, the next run reported success, but an undisturbed run reports failure',
    ],
  },
  {
    it: 'names a wrong link that an undisturbed run makes right',
    seen: { in: {}, first: ['failure', RIGHT] },
    rerun: ['failure', WRONG],
    says: [
      'after the run was killed before the mkdir of `a`, the next run left a link wrong that an undisturbed run makes right: `a/projects` is a symlink to "elsewhere", which does not exist, not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'accepts a wrong link that an undisturbed run leaves wrong, too',
    seen: { in: {}, first: ['failure', WRONG] },
    rerun: ['failure', WRONG],
    says: undefined,
  },
]

test.each(ROWS)('$it', ({ seen, rerun, says }) => {
  const observation = observed(seen)
  const run = disturbed(observation, { ...crash, ...(rerun === undefined ? {} : { rerun }) }).disturbed
  const broken = failureToRecover(run, observation)
  expect(answerOf(broken)).toEqual(says)
  if (broken !== undefined) expect(broken.evidence?.run.after).toBe(run.rerun?.after)
  if (broken !== undefined) expect(broken.evidence?.before).toBe(run.before)
})

test('a file that was lost before the disturbed run is no loss of the next run', () => {
  const observation = observed({ in: { ...LIVE, more: file('x') }, first: ['success', LIVE] })
  const { disturbed: run } = disturbed(observation, { ...crash, before: LIVE, rerun: ['success', LIVE] })
  expect(failureToRecover(run, observation)).toBeUndefined()
})

test.each([
  ['accepts a next run that gives up', clear, ['failure', {}], undefined],
  [
    'names a file that the next run destroys',
    { in: LIVE, first: ['success', LIVE] },
    ['success', RIGHT],
    [expect.stringMatching(/^`notes` \(14 bytes\) was destroyed by the next run/), 'notes'],
  ],
] satisfies [string, Seen, Disturbance['rerun'], unknown][])(
  'after a move to another device, it %s',
  (_, seen, rerun, says) => {
    const by = { kind: 'fault', at: stepRef('rename', 'a/projects'), errno: 'EXDEV' } as const
    const { disturbed: run, undisturbed } = disturbed(observed(seen), { by, run: ['failure', {}], rerun })
    const violation = failureToRecover(run, undisturbed)
    expect(violation && answerOf(violation)).toEqual(says)
  },
)
