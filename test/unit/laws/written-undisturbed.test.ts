import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { addsOnlyRequired } from '../../../src/laws/adds-only-required.ts'
import { alwaysLinked } from '../../../src/laws/always-linked.ts'
import { healsTheRest } from '../../../src/laws/heals-the-rest.ts'
import { idempotent } from '../../../src/laws/idempotent.ts'
import { keepsData } from '../../../src/laws/keeps-data.ts'
import type { Law } from '../../../src/laws/law.ts'
import { namesEveryConflict } from '../../../src/laws/names-every-conflict.ts'
import { orderBlind } from '../../../src/laws/order-blind.ts'
import { isPrivate } from '../../../src/laws/private.ts'
import { succeedsWhenClear } from '../../../src/laws/succeeds-when-clear.ts'
import { tellsTheTruth } from '../../../src/laws/tells-the-truth.ts'
import { touchesNothing } from '../../../src/laws/touches-nothing.ts'
import type { Observation } from '../../../src/observation/observation.ts'
import { ENV, judgementBy, PROJECTS } from '../../judging/functions.ts'
import {
  DIVERGENT,
  EMPTY_DIRECTORY,
  LIVE_DIRECTORY,
  only,
  RIGHT,
  RIGHT_WITH_DATA,
} from '../../judging/trees.ts'
import { answerOf, observed, ran, type Seen } from '../../judging/written-observations.ts'

// What each law says of what hardly any reconciler does, from observations that are written down.

interface Row {
  readonly it: string
  readonly seen: Seen
  /** What differs from that. */
  readonly but?: (seen: Observation) => Partial<Observation>
  readonly says: unknown
}

function judges(law: Law, rows: readonly Row[]): void {
  describe(law.id, () => {
    test.each(rows)('$it', ({ seen, but = () => ({}), says }) => {
      const observation = observed(seen)
      expect(answerOf(judgementBy(law, { ...observation, ...but(observation) }))).toEqual(says)
    })
  })
}

const both = { homes: ['a', 'b'] }
const reporting =
  (report: Partial<Observation['first']['report']>) =>
  ({ first }: Observation) => ({ first: { ...first, report: { ...first.report, ...report } } })

judges(addsOnlyRequired, [
  { it: 'holds of what was asked for', seen: { in: {}, first: ['success', RIGHT] }, says: 'held' },
  {
    it: 'tells all that nobody asked for',
    seen: { in: {}, first: ['success', { ...RIGHT, x: dir(), y: dir() }] },
    says: ['`x` was created, but the request does not require it', ...['x', 'y']],
  },
  {
    it: 'tells a link to what is no directory',
    seen: { in: { a: dir(), shared: file('x') }, first: ['success', { a: RIGHT.a, shared: file('x') }] },
    says: [
      '`a/projects` was created, but no link belongs there, since its target `shared` is not a directory',
      'a/projects',
    ],
  },
])

judges(succeedsWhenClear, [
  { it: 'holds of success', seen: { in: {}, first: ['success', RIGHT] }, says: 'held' },
  { it: 'says nothing of a conflict', seen: { in: DIVERGENT }, says: 'vacuous' },
  {
    it: 'tells one that did not end',
    seen: { in: {}, first: ['killed', {}] },
    says: ['nothing was in the way, but the run did not end in time and was killed'],
  },
  {
    it: 'tells the exit code',
    seen: { in: {}, first: ['failure', {}] },
    says: ['nothing was in the way, but the run failed with exit code 1'],
  },
  {
    it: 'tells a failure that has no exit code',
    seen: { in: {} },
    but: reporting({ exit: null }),
    says: ['nothing was in the way, but failure was reported'],
  },
])

judges(tellsTheTruth, [
  {
    it: 'says nothing of one that did not end in a clear world',
    seen: { in: {}, first: ['killed', {}] },
    says: 'held',
  },
  {
    it: 'tells a link in a loop',
    seen: { in: {}, first: ['success', { a: dir({ projects: linkTo('projects') }), shared: dir() }] },
    says: [
      'success was reported, but `a/projects` is a symlink to "projects", not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'tells a link to a target in a loop',
    seen: { in: {}, first: ['success', { a: RIGHT.a, shared: linkTo('shared') }] },
    says: [
      'success was reported, but `a/projects` leads to `shared`, which is a loop of links, not a directory',
      'a/projects',
    ],
  },
  {
    it: 'tells a link that leads nowhere',
    seen: { in: {}, first: ['success', { a: dir({ projects: linkTo('gone') }), shared: dir() }] },
    says: [
      'success was reported, but `a/projects` is a symlink to "gone", which does not exist, not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'tells a link that leads to a file',
    seen: { in: {}, first: ['success', { a: dir({ projects: linkTo('f'), f: file('x') }), shared: dir() }] },
    says: [
      'success was reported, but `a/projects` is a symlink to "f", not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'tells a file where a link belongs',
    seen: { in: {}, first: ['success', { a: dir({ projects: file('x') }), shared: dir() }] },
    says: ['success was reported, but `a/projects` is a file, not a link to `shared`', 'a/projects'],
  },
  {
    it: 'tells how many links are wrong',
    seen: {
      in: {},
      first: ['success', { a: RIGHT.a, shared: dir() }],
      setup: { homes: ['a', 'b', 'c'] },
    },
    says: [
      'success was reported, but `b/projects` is absent, not a link to `shared` (and 1 more)',
      ...['b/projects', 'c/projects'],
    ],
  },
  {
    it: 'tells a target that is new and closed to its owner',
    seen: { in: {}, first: ['success', { ...RIGHT, shared: dir({}, { mode: 0o500 }) }] },
    says: ['success was reported, but the owner of `shared` can no longer use it', 'shared'],
  },
  {
    it: 'says nothing of a target that was closed before',
    seen: {
      in: { ...RIGHT, shared: dir({}, { mode: 0o500 }) },
      first: ['success', { ...RIGHT, shared: dir({}, { mode: 0o500 }) }],
    },
    says: 'held',
  },
  {
    it: 'says nothing of a target that is open to its owner alone',
    seen: { in: {}, first: ['success', { ...RIGHT, shared: dir({}, { mode: 0o700 }) }] },
    says: 'held',
  },
])

judges(touchesNothing, [
  { it: 'holds where all is kept', seen: { in: DIVERGENT }, says: 'held' },
  {
    it: 'leaves to another law what is destroyed',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT] },
    says: 'held',
  },
  {
    it: 'tells the worst first',
    seen: {
      in: { ...RIGHT, empty: dir(), log: file('one\n'), old: file('old\n'), mode: file('m') },
      first: [
        'success',
        { ...RIGHT, log: file('one\ntwo\n'), 'old.bak': file('old\n'), mode: file('m', { mode: 0o600 }) },
      ],
    },
    says: ['`empty` was removed: the request does not mention `empty`', ...['empty', 'old', 'mode', 'log']],
  },
])

judges(isPrivate, [
  {
    it: 'says nothing where nothing was made',
    seen: { in: RIGHT, first: ['success', RIGHT] },
    says: 'vacuous',
  },
  {
    it: 'says nothing of a directory that nobody asked for',
    seen: { in: RIGHT, first: ['success', { ...RIGHT, other: dir() }] },
    says: 'vacuous',
  },
  {
    it: 'says nothing of a file where a directory was asked for',
    seen: { in: { shared: dir() }, first: ['success', { a: file('x'), shared: dir() }] },
    says: 'vacuous',
  },
  {
    it: 'tells each directory that others may enter',
    seen: { in: {}, first: ['success', RIGHT] },
    says: ['the new directory `a` has mode 0755, not 0700', ...['a', 'shared']],
  },
  {
    it: 'holds under a mask that takes more',
    seen: {
      in: { shared: dir() },
      first: ['success', { a: dir({}, { mode: 0o500 }), shared: dir() }],
    },
    but: () => ({ umask: 0o277 }),
    says: 'held',
  },
  {
    it: 'says nothing of a set-group-ID bit, which the parent hands on',
    seen: { in: { shared: dir() }, first: ['success', { a: dir({}, { mode: 0o2700 }), shared: dir() }] },
    says: 'held',
  },
  {
    it: 'tells a mode in four digits',
    seen: { in: { shared: dir() }, first: ['success', { a: dir({}, { mode: 0o007 }), shared: dir() }] },
    says: ['the new directory `a` has mode 0007, not 0700', 'a'],
  },
])

judges(healsTheRest, [
  {
    it: 'says nothing of one that did not end',
    seen: { in: { a: LIVE_DIRECTORY.a }, first: ['killed', { a: LIVE_DIRECTORY.a }], setup: both },
    says: 'vacuous',
  },
  {
    it: 'tells how many conflicts there are',
    seen: {
      in: { a: dir({ projects: dir(), 'session-env': dir() }), shared: dir(), env: dir() },
      setup: { ...both, links: [PROJECTS, ENV] },
    },
    says: [
      '`b/projects` was left wrong, although only `a/projects` and 1 more are conflicts',
      ...['b/projects', 'b/session-env'],
    ],
  },
])

const conflict: Seen = { in: LIVE_DIRECTORY }
judges(namesEveryConflict, [
  {
    it: 'says nothing of one that did not end',
    seen: { ...conflict, first: ['killed', LIVE_DIRECTORY] },
    says: 'vacuous',
  },
  {
    it: 'holds of findings with the whole path',
    seen: conflict,
    but: reporting({ named: ['/elsewhere', '/world/a/projects'] }),
    says: 'held',
  },
  {
    it: 'does not look for the words where there are findings',
    seen: conflict,
    but: reporting({ named: [], output: 'a/projects' }),
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'asks for the name of the link besides that of the home',
    seen: conflict,
    but: reporting({ output: 'a is wrong' }),
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'asks for the name of the home besides that of the link',
    seen: conflict,
    but: reporting({ output: 'projects is wrong' }),
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'asks for no more than the last part of a home',
    seen: { in: { users: dir({ me: LIVE_DIRECTORY.a }), shared: dir() }, setup: { homes: ['users/me'] } },
    but: reporting({ output: 'me: projects' }),
    says: 'held',
  },
  {
    it: 'says nothing of a home that is in the way no more, though it was not touched',
    seen: {
      in: { a: linkTo('b'), shared: dir() },
      first: ['success', { a: linkTo('b'), b: RIGHT.a, shared: dir() }],
      setup: both,
    },
    says: 'held',
  },
  {
    it: 'tells a home that leads to a file now',
    seen: {
      in: { a: linkTo('b'), shared: dir() },
      first: ['failure', { a: linkTo('b'), b: file('x'), shared: dir() }],
    },
    says: ['`a` is a conflict, but the report does not name it', 'a'],
  },
  {
    it: 'tells a home that still leads nowhere',
    seen: { in: { a: linkTo('b'), shared: dir() } },
    says: ['`a` is a conflict, but the report does not name it', 'a'],
  },
  {
    it: 'tells a home that was put right',
    seen: { in: { a: linkTo('b'), shared: dir() }, first: ['success', RIGHT] },
    says: ['`a` is a conflict, but success was reported', 'a'],
  },
  {
    it: 'tells a link that leads to a directory now',
    seen: {
      in: { a: dir({ projects: linkTo('../b') }), shared: dir() },
      first: ['failure', { a: dir({ projects: linkTo('../b') }), b: dir(), shared: dir() }],
    },
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'tells how many it does not name',
    seen: {
      in: { a: file('x'), b: file('x'), c: file('x'), shared: dir() },
      setup: { homes: ['a', 'b', 'c'] },
    },
    but: reporting({ output: 'a' }),
    says: ['`b` is a conflict, but the report does not name it (and 1 more)', ...['b', 'c']],
  },
])

const success: Seen = { in: {}, first: ['success', RIGHT] }
const permuted =
  (claim: 'success' | 'failure', left: Tree) =>
  ({ before }: Observation) => ({ permuted: ran(claim, before, left) })
const differently = (path: string) => [
  `with homes and links in another order, \`${path}\` is different`,
  path,
]
judges(orderBlind, [
  { it: 'says nothing where no other order was tried', seen: success, says: 'vacuous' },
  { it: 'holds of the same tree', seen: success, but: permuted('success', RIGHT), says: 'held' },
  {
    it: 'says nothing of one that fails in each order',
    seen: { in: {} },
    but: permuted('failure', RIGHT),
    says: 'vacuous',
  },
  {
    it: 'tells one that fails in another order',
    seen: success,
    but: permuted('failure', {}),
    says: ['with homes and links in another order, failure was reported'],
  },
  {
    it: 'tells one that succeeds in another order alone',
    seen: { in: {} },
    but: permuted('success', RIGHT),
    says: ['with homes and links in another order, success was reported'],
  },
  {
    it: 'says nothing where something is in the way',
    seen: { in: DIVERGENT, first: ['success', RIGHT] },
    but: permuted('success', { a: dir(), shared: dir() }),
    says: 'vacuous',
  },
  {
    it: 'tells a link that leads out of the world',
    seen: success,
    but: permuted('success', { a: dir({ projects: linkTo('/shared') }), shared: dir() }),
    says: differently('a/projects'),
  },
  {
    it: 'tells what is missing',
    seen: success,
    but: permuted('success', { shared: dir() }),
    says: differently('a'),
  },
  {
    it: 'tells what is there in another order alone',
    seen: { in: {}, first: ['success', { shared: dir() }] },
    but: permuted('success', { a: dir(), shared: dir() }),
    says: differently('a'),
  },
  {
    it: 'tells another text',
    seen: success,
    but: permuted('success', { a: dir({ projects: linkTo('../shared') }), shared: dir() }),
    says: differently('a/projects'),
  },
  {
    it: 'tells another type',
    seen: success,
    but: permuted('success', { a: dir({ projects: dir() }), shared: dir() }),
    says: differently('a/projects'),
  },
  {
    it: 'tells other bytes of what was there before',
    seen: { in: { notes: file('n') }, first: ['success', { ...RIGHT, notes: file('a') }] },
    but: permuted('success', { ...RIGHT, notes: file('b') }),
    says: differently('notes'),
  },
  {
    it: 'says nothing of modes',
    seen: success,
    but: permuted('success', { ...RIGHT, shared: dir({}, { mode: 0o700 }) }),
    says: 'held',
  },
  {
    it: 'says nothing of what nobody asked for',
    seen: { in: {}, first: ['success', { ...RIGHT, 'log-1': file('1') }] },
    but: permuted('success', { ...RIGHT, 'log-2': file('2') }),
    says: 'held',
  },
  {
    it: 'reads the text of a link from the root of its world',
    seen: success,
    but: ({ before }) => {
      const { report, after, changes } = ran('success', before, RIGHT)
      const text = '/other/shared'
      const entries = new Map(
        [...after.entries].map(([path, is]) => [path, is.type === 'link' ? { ...is, text } : is]),
      )
      return { permuted: { report, changes, after: { root: '/other', seenAs: '/other', entries } } }
    },
    says: 'held',
  },
])

test('another order is shown by its own run', () => {
  const seen = observed(success)
  const other = { ...seen, ...permuted('failure', {})(seen) }
  expect(judgementBy(orderBlind, other)).toMatchObject({
    evidence: { before: seen.before, run: other.permuted },
  })
  const different = { ...seen, ...permuted('success', {})(seen) }
  expect(judgementBy(orderBlind, different)).toMatchObject({
    evidence: { before: seen.before, run: different.permuted },
  })
})

const settling = (b: Tree): Tree => ({
  a: dir({ projects: linkTo('../b/projects') }),
  b: dir(b),
  shared: dir(),
})
const settled = settling({ projects: linkTo('{root}/shared') })
const again = (first: Tree, second: Tree): Seen => ({
  in: {},
  first: ['success', first],
  second: ['success', second],
})
judges(idempotent, [
  { it: 'says nothing where there was no second run', seen: success, says: 'vacuous' },
  {
    it: 'says nothing of one whose second run did not end',
    seen: { ...success, second: ['killed', RIGHT] },
    says: 'vacuous',
  },
  {
    it: 'says nothing of one that did not end',
    seen: { in: {}, first: ['killed', RIGHT], second: ['success', RIGHT] },
    says: 'vacuous',
  },
  {
    it: 'tells a failure of the second run alone',
    seen: { in: {}, first: ['success', RIGHT], second: ['failure', RIGHT] },
    says: ['the first run reported success, the second failure'],
  },
  {
    it: 'says nothing of a failure over a link that only the run itself made right',
    seen: { in: settling({}), first: ['failure', settled], second: ['success', settled], setup: both },
    says: 'vacuous',
  },
  {
    it: 'tells a failure of the second run over a link that only the run itself made right',
    seen: { in: settling({}), first: ['success', settled], second: ['failure', settled], setup: both },
    says: ['the first run reported success, the second failure'],
  },
  {
    it: 'says nothing of a failure over such a link where something else was touched',
    seen: {
      in: { ...settling({}), empty: dir() },
      first: ['failure', settled],
      second: ['success', settled],
      setup: both,
    },
    says: 'vacuous',
  },
  {
    it: 'tells a failure over such a link that was made another',
    seen: {
      in: settling({}),
      first: ['failure', { ...settled, a: dir({ projects: linkTo('{root}/shared') }) }],
      second: ['success', { ...settled, a: dir({ projects: linkTo('{root}/shared') }) }],
      setup: both,
    },
    says: ['the first run reported failure, the second success'],
  },
  {
    it: 'tells a failure over a link that it was asked to make',
    seen: { in: {}, first: ['failure', RIGHT], second: ['success', RIGHT] },
    says: ['the first run reported failure, the second success'],
  },
  {
    it: 'tells all that the second run created',
    seen: again(RIGHT, { ...RIGHT, x: dir(), y: dir() }),
    says: ['the second run created `x`', ...['x', 'y']],
  },
  {
    it: 'tells all that a second run changed',
    seen: again({ ...RIGHT, x: dir(), y: file('y') }, RIGHT),
    says: ['`x` was removed by the second run', ...['x', 'y']],
  },
  {
    it: 'tells another mode',
    seen: again(RIGHT, { ...RIGHT, shared: dir({}, { mode: 0o700 }) }),
    says: ['`shared` was altered by the second run', 'shared'],
  },
  ...(['uid', 'gid'] as const).map(of => ({
    it: `tells another ${of}`,
    seen: again(RIGHT, RIGHT),
    but: ({ first, second }: Observation): Partial<Observation> => {
      if (second === undefined) throw new Error('expected a second run')
      const entries = new Map([...first.after.entries].map(([path, is]) => [path, { ...is, [of]: 1 }]))
      const fates = new Map([...second.changes.fates].map(([path]) => [path, 'altered' as const]))
      return {
        second: { ...second, after: { ...first.after, entries }, changes: { ...second.changes, fates } },
      }
    },
    says: ['`.` was altered by the second run', ...['', 'a', 'a/projects', 'shared']],
  })),
  {
    it: 'says nothing of another time',
    seen: again(RIGHT, RIGHT),
    but: ({ second }) => {
      if (second === undefined) throw new Error('expected a second run')
      const fates = new Map([...second.changes.fates].map(([path]) => [path, 'altered' as const]))
      return { second: { ...second, changes: { ...second.changes, fates } } }
    },
    says: 'held',
  },
  {
    it: 'says nothing of what is made again alike',
    seen: again(RIGHT, RIGHT),
    but: ({ second }) => {
      if (second === undefined) throw new Error('expected a second run')
      const fates = new Map([...second.changes.fates].map(([path]) => [path, 'recreated' as const]))
      return { second: { ...second, changes: { ...second.changes, fates } } }
    },
    says: 'held',
  },
])

const moments =
  (...trees: readonly Tree[]) =>
  ({ before }: Observation): Partial<Observation> => ({
    moments: trees.map(tree => {
      const { after, changes } = ran('killed', before, tree)
      return {
        tree: after,
        changes,
        next: { call: 'symlink', kind: 'make', path: 'a/projects', to: null, by: '' },
      }
    }),
  })
const twoRight = { a: RIGHT.a, b: RIGHT.a, shared: dir() }
judges(alwaysLinked, [
  { it: 'says nothing where no moment was seen', seen: { in: RIGHT }, says: 'vacuous' },
  {
    it: 'says nothing where no link was right',
    seen: { in: DIVERGENT },
    but: moments(DIVERGENT),
    says: 'vacuous',
  },
  {
    it: 'holds where each is right all along',
    seen: { in: RIGHT },
    but: moments(RIGHT, RIGHT),
    says: 'held',
  },
  {
    it: 'tells a link that is wrong for a moment',
    seen: { in: twoRight, setup: both },
    but: moments(twoRight, { ...twoRight, b: dir() }),
    says: [
      '`b/projects` was right before the run, but not just before the symlink of `a/projects`',
      'b/projects',
    ],
  },
])

test('a link that is wrong for a moment is shown at that moment', () => {
  const seen = observed({ in: RIGHT })
  const at = { ...seen, ...moments(RIGHT, { a: dir(), shared: dir() })(seen) }
  expect(judgementBy(alwaysLinked, at)).toMatchObject({
    moment: 1,
    evidence: { before: seen.before, run: { after: at.moments?.[1]?.tree, report: seen.first.report } },
  })
})

const ASIDE = { ...RIGHT, aside: dir({ 'only.jsonl': only }) }
judges(keepsData, [
  { it: 'holds where nothing was lost', seen: { in: LIVE_DIRECTORY }, says: 'held' },
  {
    it: 'tells all that is destroyed',
    seen: { in: { ...RIGHT_WITH_DATA, notes: file('n') }, first: ['success', RIGHT] },
    says: [
      '`shared/only.jsonl` (14 bytes) was destroyed: it was in the shared target `shared`',
      ...['shared/only.jsonl', 'notes'],
    ],
  },
  {
    it: 'tells what is orphaned after what is destroyed',
    seen: { in: { ...DIVERGENT, notes: file('n') }, first: ['success', { ...DIVERGENT, a: RIGHT.a }] },
    says: [
      '`notes` (1 byte) was destroyed: the request does not mention `notes`',
      ...['notes', 'a/projects'],
    ],
  },
  {
    it: 'tells a file that is cut off from a right link',
    seen: { in: RIGHT_WITH_DATA, first: ['success', ASIDE] },
    says: [
      '`shared/only.jsonl` (14 bytes) was orphaned: it can no longer be read through `a/projects`, which was right',
      ...['a/projects', 'shared/only.jsonl'],
    ],
  },
  {
    it: 'says nothing of a file that is cut off from a link that was not right',
    seen: {
      in: DIVERGENT,
      first: ['success', { ...DIVERGENT, old: dir(), aside: dir({ 'only.jsonl': only }) }],
    },
    says: 'held',
  },
  {
    it: 'tells what a second run destroys',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT_WITH_DATA], second: ['success', RIGHT] },
    says: [
      '`shared/only.jsonl` (14 bytes) was destroyed by the second run: it was in the shared target `shared`',
      'shared/only.jsonl',
    ],
  },
  {
    it: 'tells what a second run orphans',
    seen: { in: DIVERGENT, second: ['success', { ...DIVERGENT, a: RIGHT.a }] },
    says: [
      '`old/only.jsonl` (14 bytes) was orphaned by the second run: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
      ...['a/projects', 'old/only.jsonl'],
    ],
  },
  {
    it: 'tells what a second run cuts off',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT_WITH_DATA], second: ['success', ASIDE] },
    says: [
      '`shared/only.jsonl` (14 bytes) was orphaned by the second run: it can no longer be read through `a/projects`, which was right',
      ...['a/projects', 'shared/only.jsonl'],
    ],
  },
  {
    it: 'says nothing of what a second run removes that the first had made',
    seen: { in: {}, first: ['success', { ...RIGHT, log: file('x') }], second: ['success', RIGHT] },
    says: 'held',
  },
  {
    it: 'says nothing of what a second run does to what the subject may write',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT_WITH_DATA], second: ['success', RIGHT] },
    but: ({ first }) => {
      const fates = new Map([...first.changes.fates].filter(([path]) => path !== 'shared/only.jsonl'))
      return { first: { ...first, changes: { ...first.changes, fates } } }
    },
    says: 'held',
  },
  {
    it: 'says nothing of a link that a second run retargets and that the subject may write',
    seen: { in: DIVERGENT, second: ['success', { ...DIVERGENT, a: RIGHT.a }] },
    but: ({ first }) => {
      const fates = new Map([...first.changes.fates].filter(([path]) => path !== 'a/projects'))
      return { first: { ...first, changes: { ...first.changes, fates } } }
    },
    says: 'held',
  },
])

test('what a second run destroys is shown from the beginning', () => {
  const seen = observed({ in: EMPTY_DIRECTORY, second: ['failure', EMPTY_DIRECTORY] })
  expect(judgementBy(keepsData, seen)).toBe('held')
  const lost = observed({
    in: RIGHT_WITH_DATA,
    first: ['success', RIGHT_WITH_DATA],
    second: ['success', RIGHT],
  })
  expect(judgementBy(keepsData, lost)).toMatchObject({
    evidence: { before: lost.before, run: { after: lost.second?.after } },
  })
})
