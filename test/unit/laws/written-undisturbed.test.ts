import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { addsOnlyRequired } from '../../../src/laws/adds-only-required.ts'
import { alwaysLinked } from '../../../src/laws/always-linked.ts'
import { ends } from '../../../src/laws/ends.ts'
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

// Each law over handwritten observations: few reconcilers would produce them.

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
  { it: 'holds for required entries', seen: { in: {}, first: ['success', RIGHT] }, says: 'held' },
  {
    it: 'names every entry that is not required',
    seen: { in: {}, first: ['success', { ...RIGHT, x: dir(), y: dir() }] },
    says: ['`x` was created, but the request does not require it', ...['x', 'y']],
  },
  {
    it: 'names a link whose target is no directory',
    seen: { in: { a: dir(), shared: file('x') }, first: ['success', { a: RIGHT.a, shared: file('x') }] },
    says: [
      '`a/projects` was created, but no link belongs there, since its target `shared` is not a directory',
      'a/projects',
    ],
  },
])

judges(ends, [
  { it: 'holds for a failure', seen: { in: {} }, says: 'held' },
  {
    it: 'rejects a run that was stopped, with the reason',
    seen: { in: {}, first: ['unended', {}] },
    but: reporting({ stopped: 'it had made more than 20,000 calls' }),
    says: ['the run was stopped: it had made more than 20,000 calls'],
  },
  {
    it: 'rejects a second run that was stopped',
    seen: { in: {}, first: ['success', RIGHT], second: ['unended', RIGHT] },
    says: ['the second run was stopped: it had not ended'],
  },
])

judges(succeedsWhenClear, [
  {
    it: 'does not judge a run that did not end',
    seen: { in: {}, first: ['unended', {}] },
    says: 'vacuous',
  },
  { it: 'holds for success', seen: { in: {}, first: ['success', RIGHT] }, says: 'held' },
  { it: 'does not judge a conflict', seen: { in: DIVERGENT }, says: 'vacuous' },
  {
    it: 'names the exit code',
    seen: { in: {}, first: ['failure', {}] },
    says: ['nothing was in the way, but the run failed with exit code 1'],
  },
  {
    it: 'rejects a failure without an exit code',
    seen: { in: {} },
    but: reporting({ exit: null }),
    says: ['nothing was in the way, but failure was reported'],
  },
])

judges(tellsTheTruth, [
  {
    it: 'does not judge a run that did not end',
    seen: { in: {}, first: ['unended', {}] },
    says: 'vacuous',
  },
  {
    it: 'names a link in a loop',
    seen: { in: {}, first: ['success', { a: dir({ projects: linkTo('projects') }), shared: dir() }] },
    says: [
      'success was reported, but `a/projects` is a symlink to "projects", not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'names a link to a target in a loop',
    seen: { in: {}, first: ['success', { a: RIGHT.a, shared: linkTo('shared') }] },
    says: [
      'success was reported, but `a/projects` leads to `shared`, which is a loop of links, not a directory',
      'a/projects',
    ],
  },
  {
    it: 'names a dangling link',
    seen: { in: {}, first: ['success', { a: dir({ projects: linkTo('gone') }), shared: dir() }] },
    says: [
      'success was reported, but `a/projects` is a symlink to "gone", which does not exist, not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'names a link that leads to a file',
    seen: { in: {}, first: ['success', { a: dir({ projects: linkTo('f'), f: file('x') }), shared: dir() }] },
    says: [
      'success was reported, but `a/projects` is a symlink to "f", not a link to `shared`',
      'a/projects',
    ],
  },
  {
    it: 'names a file where a link belongs',
    seen: { in: {}, first: ['success', { a: dir({ projects: file('x') }), shared: dir() }] },
    says: ['success was reported, but `a/projects` is a file, not a link to `shared`', 'a/projects'],
  },
  {
    it: 'counts the wrong links',
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
    it: 'names a new target that is closed to its owner',
    seen: { in: {}, first: ['success', { ...RIGHT, shared: dir({}, { mode: 0o500 }) }] },
    says: ['success was reported, but the owner of `shared` can no longer use it', 'shared'],
  },
  {
    it: 'accepts a target that was closed before',
    seen: {
      in: { ...RIGHT, shared: dir({}, { mode: 0o500 }) },
      first: ['success', { ...RIGHT, shared: dir({}, { mode: 0o500 }) }],
    },
    says: 'held',
  },
  {
    it: 'accepts a target that is open to its owner alone',
    seen: { in: {}, first: ['success', { ...RIGHT, shared: dir({}, { mode: 0o700 }) }] },
    says: 'held',
  },
])

judges(touchesNothing, [
  { it: 'holds if every entry is kept', seen: { in: DIVERGENT }, says: 'held' },
  {
    it: 'leaves destroyed entries to another law',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT] },
    says: 'held',
  },
  {
    it: 'names the worst first',
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
    it: 'does not judge a run that made nothing',
    seen: { in: RIGHT, first: ['success', RIGHT] },
    says: 'vacuous',
  },
  {
    it: 'does not judge a directory that is not required',
    seen: { in: RIGHT, first: ['success', { ...RIGHT, other: dir() }] },
    says: 'vacuous',
  },
  {
    it: 'does not judge a file in the place of a directory',
    seen: { in: { shared: dir() }, first: ['success', { a: file('x'), shared: dir() }] },
    says: 'vacuous',
  },
  {
    it: 'names each directory that others may enter',
    seen: { in: {}, first: ['success', RIGHT] },
    says: ['the new directory `a` has mode 0755, not 0700', ...['a', 'shared']],
  },
  {
    it: 'holds under a stricter umask',
    seen: {
      in: { shared: dir() },
      first: ['success', { a: dir({}, { mode: 0o500 }), shared: dir() }],
    },
    but: () => ({ umask: 0o277 }),
    says: 'held',
  },
  {
    it: 'ignores a set-group-ID bit, which a directory inherits',
    seen: { in: { shared: dir() }, first: ['success', { a: dir({}, { mode: 0o2700 }), shared: dir() }] },
    says: 'held',
  },
  {
    it: 'shows a mode in four digits',
    seen: { in: { shared: dir() }, first: ['success', { a: dir({}, { mode: 0o007 }), shared: dir() }] },
    says: ['the new directory `a` has mode 0007, not 0700', 'a'],
  },
])

judges(healsTheRest, [
  {
    it: 'does not judge a run that did not end',
    seen: { in: { a: LIVE_DIRECTORY.a }, first: ['unended', { a: LIVE_DIRECTORY.a }], setup: both },
    says: 'vacuous',
  },
  {
    it: 'counts the conflicts',
    seen: {
      in: { a: dir({ projects: dir(), 'session-env': dir() }), shared: dir(), env: dir() },
      setup: { ...both, links: [PROJECTS, ENV] },
    },
    says: [
      '`b/projects` was left wrong, although the only conflicts are `a/projects` and 1 more',
      ...['b/projects', 'b/session-env'],
    ],
  },
])

const conflict: Seen = { in: LIVE_DIRECTORY }
judges(namesEveryConflict, [
  {
    it: 'does not judge a run that did not end',
    seen: { ...conflict, first: ['unended', LIVE_DIRECTORY] },
    says: 'vacuous',
  },
  {
    it: 'holds for findings with the whole path',
    seen: conflict,
    but: reporting({ named: ['/elsewhere', '/world/a/projects'] }),
    says: 'held',
  },
  {
    it: 'does not search the output if there are findings',
    seen: conflict,
    but: reporting({ named: [], output: 'a/projects' }),
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'needs the name of the link as well as that of the home',
    seen: conflict,
    but: reporting({ output: 'a is wrong' }),
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'needs the name of the home as well as that of the link',
    seen: conflict,
    but: reporting({ output: 'projects is wrong' }),
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'needs no more than the last part of a home',
    seen: { in: { users: dir({ me: LIVE_DIRECTORY.a }), shared: dir() }, setup: { homes: ['users/me'] } },
    but: reporting({ output: 'me: projects' }),
    says: 'held',
  },
  {
    it: 'accepts a home that the run did not touch and that is no longer a conflict',
    seen: {
      in: { a: linkTo('b'), shared: dir() },
      first: ['success', { a: linkTo('b'), b: RIGHT.a, shared: dir() }],
      setup: both,
    },
    says: 'held',
  },
  {
    it: 'names a home that leads to a file now',
    seen: {
      in: { a: linkTo('b'), shared: dir() },
      first: ['failure', { a: linkTo('b'), b: file('x'), shared: dir() }],
    },
    says: ['`a` is a conflict, but the report does not name it', 'a'],
  },
  {
    it: 'names a home that still dangles',
    seen: { in: { a: linkTo('b'), shared: dir() } },
    says: ['`a` is a conflict, but the report does not name it', 'a'],
  },
  {
    it: 'names a home that the run replaced',
    seen: { in: { a: linkTo('b'), shared: dir() }, first: ['success', RIGHT] },
    says: ['`a` is a conflict, but success was reported', 'a'],
  },
  {
    it: 'names a link that leads to a directory now',
    seen: {
      in: { a: dir({ projects: linkTo('../b') }), shared: dir() },
      first: ['failure', { a: dir({ projects: linkTo('../b') }), b: dir(), shared: dir() }],
    },
    says: ['`a/projects` is a conflict, but the report does not name it', 'a/projects'],
  },
  {
    it: 'counts the conflicts that are not named',
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
  { it: 'does not judge a single order', seen: success, says: 'vacuous' },
  { it: 'holds for the same tree', seen: success, but: permuted('success', RIGHT), says: 'held' },
  {
    it: 'does not judge a subject that fails in each order',
    seen: { in: {} },
    but: permuted('failure', RIGHT),
    says: 'vacuous',
  },
  {
    it: 'rejects a failure in another order',
    seen: success,
    but: permuted('failure', {}),
    says: ['with homes and links in another order, failure was reported'],
  },
  {
    it: 'rejects a success in another order alone',
    seen: { in: {} },
    but: permuted('success', RIGHT),
    says: ['with homes and links in another order, success was reported'],
  },
  {
    it: 'does not judge a conflict',
    seen: { in: DIVERGENT, first: ['success', RIGHT] },
    but: permuted('success', { a: dir(), shared: dir() }),
    says: 'vacuous',
  },
  {
    it: 'names a link that leads out of the world',
    seen: success,
    but: permuted('success', { a: dir({ projects: linkTo('/shared') }), shared: dir() }),
    says: differently('a/projects'),
  },
  {
    it: 'names a missing entry',
    seen: success,
    but: permuted('success', { shared: dir() }),
    says: differently('a'),
  },
  {
    it: 'names an entry that exists in another order alone',
    seen: { in: {}, first: ['success', { shared: dir() }] },
    but: permuted('success', { a: dir(), shared: dir() }),
    says: differently('a'),
  },
  {
    it: 'names a link with another text',
    seen: success,
    but: permuted('success', { a: dir({ projects: linkTo('../shared') }), shared: dir() }),
    says: differently('a/projects'),
  },
  {
    it: 'names an entry of another type',
    seen: success,
    but: permuted('success', { a: dir({ projects: dir() }), shared: dir() }),
    says: differently('a/projects'),
  },
  {
    it: 'names an existing file with other bytes',
    seen: { in: { notes: file('n') }, first: ['success', { ...RIGHT, notes: file('a') }] },
    but: permuted('success', { ...RIGHT, notes: file('b') }),
    says: differently('notes'),
  },
  {
    it: 'ignores modes',
    seen: success,
    but: permuted('success', { ...RIGHT, shared: dir({}, { mode: 0o700 }) }),
    says: 'held',
  },
  {
    it: 'ignores entries that are not required',
    seen: { in: {}, first: ['success', { ...RIGHT, 'log-1': file('1') }] },
    but: permuted('success', { ...RIGHT, 'log-2': file('2') }),
    says: 'held',
  },
  {
    it: "reads a link's text relative to the root of its world",
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

test('the evidence is the run in another order', () => {
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
  { it: 'does not judge a single run', seen: success, says: 'vacuous' },
  {
    it: 'does not judge a second run that did not end',
    seen: { ...success, second: ['unended', RIGHT] },
    says: 'vacuous',
  },
  {
    it: 'does not judge a run that did not end',
    seen: { in: {}, first: ['unended', RIGHT], second: ['success', RIGHT] },
    says: 'vacuous',
  },
  {
    it: 'rejects a failure of the second run alone',
    seen: { in: {}, first: ['success', RIGHT], second: ['failure', RIGHT] },
    says: ['the first run reported success, the second failure'],
  },
  {
    it: 'accepts a failure over a link that only the run itself made right',
    seen: { in: settling({}), first: ['failure', settled], second: ['success', settled], setup: both },
    says: 'vacuous',
  },
  {
    it: 'rejects a failure of the second run over such a link',
    seen: { in: settling({}), first: ['success', settled], second: ['failure', settled], setup: both },
    says: ['the first run reported success, the second failure'],
  },
  {
    it: 'accepts a failure over such a link if the run touched another entry',
    seen: {
      in: { ...settling({}), empty: dir() },
      first: ['failure', settled],
      second: ['success', settled],
      setup: both,
    },
    says: 'vacuous',
  },
  {
    it: 'rejects a failure over such a link that the run replaced',
    seen: {
      in: settling({}),
      first: ['failure', { ...settled, a: dir({ projects: linkTo('{root}/shared') }) }],
      second: ['success', { ...settled, a: dir({ projects: linkTo('{root}/shared') }) }],
      setup: both,
    },
    says: ['the first run reported failure, the second success'],
  },
  {
    it: 'rejects a failure over a link that the run had to make',
    seen: { in: {}, first: ['failure', RIGHT], second: ['success', RIGHT] },
    says: ['the first run reported failure, the second success'],
  },
  {
    it: 'names every entry that the second run created',
    seen: again(RIGHT, { ...RIGHT, x: dir(), y: dir() }),
    says: ['the second run created `x`', ...['x', 'y']],
  },
  {
    it: 'names every entry that the second run changed',
    seen: again({ ...RIGHT, x: dir(), y: file('y') }, RIGHT),
    says: ['`x` was removed by the second run', ...['x', 'y']],
  },
  {
    it: 'names an entry with another mode',
    seen: again(RIGHT, { ...RIGHT, shared: dir({}, { mode: 0o700 }) }),
    says: ['`shared` was altered by the second run', 'shared'],
  },
  ...(['uid', 'gid'] as const).map(of => ({
    it: `names an entry with another ${of}`,
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
    it: 'ignores another time',
    seen: again(RIGHT, RIGHT),
    but: ({ second }) => {
      if (second === undefined) throw new Error('expected a second run')
      const fates = new Map([...second.changes.fates].map(([path]) => [path, 'altered' as const]))
      return { second: { ...second, changes: { ...second.changes, fates } } }
    },
    says: 'held',
  },
  {
    it: 'ignores an entry that was recreated with the same content',
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
  { it: 'does not judge a subject that cannot be stopped', seen: { in: RIGHT }, says: 'vacuous' },
  {
    it: 'does not judge a world without a right link',
    seen: { in: DIVERGENT },
    but: moments(DIVERGENT),
    says: 'vacuous',
  },
  {
    it: 'holds if each stays right',
    seen: { in: RIGHT },
    but: moments(RIGHT, RIGHT),
    says: 'held',
  },
  {
    it: 'names a link that is wrong for a moment',
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
  { it: 'holds if nothing was lost', seen: { in: LIVE_DIRECTORY }, says: 'held' },
  {
    it: 'names every destroyed file',
    seen: { in: { ...RIGHT_WITH_DATA, notes: file('n') }, first: ['success', RIGHT] },
    says: [
      '`shared/only.jsonl` (14 bytes) was destroyed: it was in the shared target `shared`',
      ...['shared/only.jsonl', 'notes'],
    ],
  },
  {
    it: 'names orphaned files after destroyed ones',
    seen: { in: { ...DIVERGENT, notes: file('n') }, first: ['success', { ...DIVERGENT, a: RIGHT.a }] },
    says: [
      '`notes` (1 byte) was destroyed: the request does not mention `notes`',
      ...['notes', 'a/projects'],
    ],
  },
  {
    it: 'names a file that a right link no longer leads to',
    seen: { in: RIGHT_WITH_DATA, first: ['success', ASIDE] },
    says: [
      '`shared/only.jsonl` (14 bytes) was moved: it can no longer be read through `a/projects`, which was right',
      ...['a/projects', 'shared/only.jsonl'],
    ],
  },
  {
    it: 'ignores a file behind a link that was not right',
    seen: {
      in: DIVERGENT,
      first: ['success', { ...DIVERGENT, old: dir(), aside: dir({ 'only.jsonl': only }) }],
    },
    says: 'held',
  },
  {
    it: 'names a file that the second run destroys',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT_WITH_DATA], second: ['success', RIGHT] },
    says: [
      '`shared/only.jsonl` (14 bytes) was destroyed by the second run: it was in the shared target `shared`',
      'shared/only.jsonl',
    ],
  },
  {
    it: 'names a file that the second run orphans',
    seen: { in: DIVERGENT, second: ['success', { ...DIVERGENT, a: RIGHT.a }] },
    says: [
      '`old/only.jsonl` (14 bytes) was orphaned by the second run: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
      ...['a/projects', 'old/only.jsonl'],
    ],
  },
  {
    it: 'names a file that a right link no longer leads to after the second run',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT_WITH_DATA], second: ['success', ASIDE] },
    says: [
      '`shared/only.jsonl` (14 bytes) was moved by the second run: it can no longer be read through `a/projects`, which was right',
      ...['a/projects', 'shared/only.jsonl'],
    ],
  },
  {
    it: 'ignores an entry of the first run that the second removes',
    seen: { in: {}, first: ['success', { ...RIGHT, log: file('x') }], second: ['success', RIGHT] },
    says: 'held',
  },
  {
    it: 'ignores a path that the subject may write as it likes',
    seen: { in: RIGHT_WITH_DATA, first: ['success', RIGHT_WITH_DATA], second: ['success', RIGHT] },
    but: ({ first }) => {
      const fates = new Map([...first.changes.fates].filter(([path]) => path !== 'shared/only.jsonl'))
      return { first: { ...first, changes: { ...first.changes, fates } } }
    },
    says: 'held',
  },
  {
    it: 'ignores a retargeted link that the subject may write as it likes',
    seen: { in: DIVERGENT, second: ['success', { ...DIVERGENT, a: RIGHT.a }] },
    but: ({ first }) => {
      const fates = new Map([...first.changes.fates].filter(([path]) => path !== 'a/projects'))
      return { first: { ...first, changes: { ...first.changes, fates } } }
    },
    says: 'held',
  },
])

test('the evidence for a loss in the second run begins before the first', () => {
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
