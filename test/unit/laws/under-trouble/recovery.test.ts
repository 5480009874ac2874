import { expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { failureToRecover } from '../../../../src/laws/under-trouble/recovery.ts'
import { DIVERGENT, only, RIGHT } from '../../../judging/trees.ts'
import {
  disturbed,
  observed,
  point,
  type Seen,
  type Struck,
  told,
} from '../../../judging/written-observations.ts'

const WRONG = { a: dir({ projects: linkTo('elsewhere') }), shared: dir() }
const LIVE = { ...RIGHT, notes: only }
const crash = { by: { kind: 'crash', before: point('mkdir', 'a') }, run: ['killed', {}] } as const

interface Row {
  readonly it: string
  readonly seen: Seen
  readonly rerun?: Struck['rerun']
  readonly before?: Tree
  readonly says: unknown
}

const clear: Seen = { in: {}, first: ['success', RIGHT], second: ['success', RIGHT] }
const refused: Seen = { in: DIVERGENT, second: ['failure', DIVERGENT] }

const ROWS: readonly Row[] = [
  { it: 'says nothing where there was no run after it', seen: clear, says: undefined },
  {
    it: 'says nothing of one that never ends anyway',
    seen: { in: {}, first: ['killed', {}] },
    rerun: ['failure', {}],
    says: undefined,
  },
  { it: 'says nothing of one that does the same', seen: clear, rerun: ['success', RIGHT], says: undefined },
  {
    it: 'says nothing of one that refuses the same',
    seen: refused,
    rerun: ['failure', DIVERGENT],
    says: undefined,
  },
  {
    it: 'tells what is lost',
    seen: { in: LIVE, first: ['success', LIVE] },
    rerun: ['success', RIGHT],
    says: [
      '`notes` (14 bytes) was destroyed by a run after a crash: nobody asked for anything at `notes`',
      'notes',
    ],
  },
  {
    it: 'tells a success that is not true',
    seen: clear,
    rerun: ['success', { shared: dir(), a: dir() }],
    says: [
      'a run after a crash reported success, but `a/projects` is not there, not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'tells a failure where an undisturbed run succeeds',
    seen: clear,
    rerun: ['failure', RIGHT],
    says: ['a run after a crash reported failure, an undisturbed one success'],
  },
  {
    it: 'tells a run that did not end',
    seen: clear,
    rerun: ['killed', RIGHT],
    says: [
      'a run after a crash reported nothing (it did not end in time, and was killed), an undisturbed one success',
    ],
  },
  {
    it: 'says nothing of a failure where a second run fails anyway',
    seen: { ...clear, second: ['failure', RIGHT] },
    rerun: ['failure', RIGHT],
    says: undefined,
  },
  {
    it: 'says nothing of a success where an undisturbed run fails with nothing in the way',
    seen: { in: {}, first: ['failure', {}], second: ['failure', {}] },
    rerun: ['success', RIGHT],
    says: undefined,
  },
  {
    it: 'tells a success where an undisturbed run refuses a conflict',
    seen: refused,
    rerun: [
      'success',
      { ...DIVERGENT, a: dir({ projects: linkTo('{root}/shared'), was: linkTo('{root}/old') }) },
    ],
    says: [
      '`old/only.jsonl` (14 bytes) was orphaned by a run after a crash: `a/projects`, which was a symlink to "{root}/old", does not lead to it any more',
      ...['a/projects', 'old/only.jsonl'],
    ],
  },
  {
    it: 'tells a success where an undisturbed run refuses a conflict, though nothing is lost',
    seen: { in: WRONG },
    rerun: ['success', RIGHT],
    says: ['a run after a crash reported success, an undisturbed one failure'],
  },
  {
    it: 'tells a link that is left wrong, which an undisturbed run makes right',
    seen: { in: {}, first: ['failure', RIGHT] },
    rerun: ['failure', WRONG],
    says: [
      'a run after a crash left wrong what an undisturbed one makes right: `a/projects` is a symlink to "elsewhere", which does not exist, not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'says nothing of a link that is left wrong anyway',
    seen: { in: {}, first: ['failure', WRONG] },
    rerun: ['failure', WRONG],
    says: undefined,
  },
]

test.each(ROWS)('$it', ({ seen, rerun, says }) => {
  const observation = observed(seen)
  const struck = disturbed(observation, { ...crash, ...(rerun === undefined ? {} : { rerun }) }).disturbed
  const broken = failureToRecover(struck, observation, 'a crash')
  expect(told(broken)).toEqual(says)
  if (broken !== undefined) expect(broken.evidence?.run.after).toBe(struck.rerun?.after)
  if (broken !== undefined) expect(broken.evidence?.before).toBe(struck.before)
})

test('what was lost before the run under trouble began is no loss of the run after it', () => {
  const observation = observed({ in: { ...LIVE, more: file('x') }, first: ['success', LIVE] })
  const { disturbed: struck } = disturbed(observation, { ...crash, before: LIVE, rerun: ['success', LIVE] })
  expect(failureToRecover(struck, observation, 'a crash')).toBeUndefined()
})
