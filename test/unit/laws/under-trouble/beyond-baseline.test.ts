import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import {
  lossBeyondBaseline,
  wrongLinkBeyondBaseline,
} from '../../../../src/laws/under-trouble/beyond-baseline.ts'
import type { Report } from '../../../../src/observation/report.ts'
import { DIVERGENT, only, RIGHT, RIGHT_WITH_DATA } from '../../../judging/trees.ts'
import { answerOf, observed, ran, type Seen } from '../../../judging/written-observations.ts'

const notes = file('n\n')
const RELINKED = { ...DIVERGENT, a: RIGHT.a }
const MOVED = { ...RIGHT, aside: dir({ 'only.jsonl': only }) }
const orphaned = [
  '`old/only.jsonl` (14 bytes) was orphaned by trouble: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
  ...['a/projects', 'old/only.jsonl'],
]
const lossThroughRightLink = [
  '`shared/only.jsonl` (14 bytes) was moved by trouble: it can no longer be read through `a/projects`, which was right',
  ...['a/projects', 'shared/only.jsonl'],
]
const destroyed = [
  '`shared/only.jsonl` (14 bytes) was destroyed by trouble: it was in the shared target `shared`',
  'shared/only.jsonl',
]

interface LossRow {
  readonly it: string
  readonly seen: Seen
  readonly left: Tree
  readonly says: unknown
}

describe('a run under trouble', () => {
  const LOSSES: readonly LossRow[] = [
    { it: 'that loses nothing is not accused', seen: { in: DIVERGENT }, left: DIVERGENT, says: undefined },
    { it: 'that orphans is', seen: { in: DIVERGENT }, left: RELINKED, says: orphaned },
    {
      it: 'that orphans is not where the first run does so too',
      seen: { in: DIVERGENT, first: ['success', RELINKED] },
      left: RELINKED,
      says: undefined,
    },
    {
      it: 'that orphans is not where the second run does so too',
      seen: { in: DIVERGENT, second: ['success', RELINKED] },
      left: RELINKED,
      says: undefined,
    },
    { it: 'that destroys is', seen: { in: RIGHT_WITH_DATA }, left: RIGHT, says: destroyed },
    {
      it: 'that destroys is not where an undisturbed run does so too',
      seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT] },
      left: RIGHT,
      says: undefined,
    },
    {
      it: 'that moves the target from under a right link is',
      seen: { in: RIGHT_WITH_DATA },
      left: MOVED,
      says: lossThroughRightLink,
    },
    {
      it: 'that moves the target from under a right link is not where an undisturbed run does so too',
      seen: { in: RIGHT_WITH_DATA, first: ['success', MOVED] },
      left: MOVED,
      says: undefined,
    },
    {
      it: 'that loses one more file than an undisturbed one is, of that file',
      seen: { in: { ...RIGHT_WITH_DATA, notes }, first: ['success', { ...RIGHT, notes }] },
      left: RIGHT,
      says: ['`notes` (2 bytes) was destroyed by trouble: the request does not mention `notes`', 'notes'],
    },
  ]
  test.each(LOSSES)('$it', ({ seen, left, says }) => {
    const observation = observed(seen)
    const run = ran('success', observation.before, left)
    const broken = lossBeyondBaseline(run, observation.before, observation, ' by trouble')
    expect(answerOf(broken)).toEqual(says)
    if (broken !== undefined) expect(broken.evidence).toEqual({ before: observation.before, run })
  })
})

describe('a success under trouble', () => {
  const wrong = { a: dir({ projects: linkTo('elsewhere') }), shared: dir() }
  interface FalseSuccessRow {
    readonly it: string
    readonly seen: Seen
    readonly run: readonly [Report['claim'], Tree]
    readonly says: string | undefined
  }
  const FALSE_SUCCESSES: readonly FalseSuccessRow[] = [
    { it: 'that is true is not false', seen: { in: {} }, run: ['success', RIGHT], says: undefined },
    { it: 'with a wrong link is false', seen: { in: {} }, run: ['success', wrong], says: 'a/projects' },
    { it: 'that is not reported is not false', seen: { in: {} }, run: ['failure', wrong], says: undefined },
    {
      it: 'with a wrong link is false if an undisturbed run reports it truly',
      seen: { in: {}, first: ['success', RIGHT] },
      run: ['success', wrong],
      says: 'a/projects',
    },
    {
      it: 'with a wrong link is reported once if that of an undisturbed run is false too',
      seen: { in: {}, first: ['success', wrong] },
      run: ['success', wrong],
      says: undefined,
    },
    {
      it: 'with a wrong link is false if an undisturbed run fails over it',
      seen: { in: wrong },
      run: ['success', wrong],
      says: 'a/projects',
    },
  ]
  test.each(FALSE_SUCCESSES)('$it', ({ seen, run: [claim, left], says }) => {
    const observation = observed(seen)
    expect(wrongLinkBeyondBaseline(ran(claim, observation.before, left), observation)?.path).toBe(says)
  })
})
