import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { crashSafe } from '../../../src/laws/crash-safe.ts'
import { faultSafe } from '../../../src/laws/fault-safe.ts'
import { keepsLiveWrites } from '../../../src/laws/keeps-live-writes.ts'
import type { Law } from '../../../src/laws/law.ts'
import { raceClean } from '../../../src/laws/race-clean.ts'
import { raceSafe } from '../../../src/laws/race-safe.ts'
import { yieldsToOthers } from '../../../src/laws/yields-to-others.ts'
import type { AgentLine, DisturbedRun, Event } from '../../../src/observation/disturbed-run.ts'
import type { Trouble } from '../../../src/observation/trouble.ts'
import { judged } from '../../judging/functions.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, only, RIGHT } from '../../judging/trees.ts'
import {
  disturbed,
  observed,
  point,
  report,
  type Seen,
  type Struck,
  told,
} from '../../judging/written-observations.ts'

// What each law says of what hardly any reconciler does, from observations that are written down.

interface Row {
  readonly it: string
  readonly seen: Seen
  readonly struck: Omit<Struck, 'by'>
  readonly by?: Trouble
  readonly says: unknown
}

function judges(law: Law, by: Trouble, rows: readonly Row[]): void {
  test.each(rows)('$it', row => {
    const seen = disturbed(observed(row.seen), { by: row.by ?? by, ...row.struck })
    const answer = judged(law, seen)
    expect(told(answer)).toEqual(row.says)
    if (typeof answer === 'string') return
    // A break is shown by a run of these, and by what stood there when it began.
    const { run, rerun, before, stood } = seen.disturbed
    expect([run.after, rerun?.after]).toContain(answer.evidence?.run.after)
    expect([before, stood]).toContain(answer.evidence?.before)
  })
}

const WRONG = { a: dir({ projects: linkTo('elsewhere') }), shared: dir() }
const clear: Seen = { in: {}, first: ['success', RIGHT], second: ['success', RIGHT] }
const unending: Seen = { in: {}, first: ['killed', {}] }

const crash = { kind: 'crash', before: point('mkdir', 'a') } as const
const fault = { kind: 'fault', at: point('mkdir', 'a'), errno: 'EIO' } as const
const race = { kind: 'race', runs: 2, order: { by: 'turns', turns: [0, 1] } } as const
const intrusion = {
  kind: 'intrusion',
  before: point('symlink', 'a/projects'),
  path: 'a/projects',
  makes: 'file',
} as const
const agents = { kind: 'live-writes', at: 'any time' } as const

test.each([
  [crashSafe, fault],
  [faultSafe, crash],
  [raceSafe, crash],
  [raceClean, crash],
  [yieldsToOthers, crash],
  [keepsLiveWrites, crash],
] as const)('$id says nothing of another trouble', (law, by) => {
  const seen = { in: { ...RIGHT, notes: only }, first: ['success', { ...RIGHT, notes: only }] } as const
  expect(judged(law, disturbed(observed(seen), { by, run: ['success', RIGHT] }))).toBe('vacuous')
})

test.each([crashSafe, faultSafe, raceSafe, raceClean, yieldsToOthers, keepsLiveWrites])(
  '$id says nothing where there was no trouble',
  law => {
    expect(judged(law, observed(clear))).toBe('vacuous')
  },
)

describe('killed', () => {
  judges(crashSafe, crash, [
    { it: 'it may have done nothing yet', seen: clear, struck: { run: ['killed', {}] }, says: 'held' },
    {
      it: 'it has lost what it loses only then',
      seen: { in: DIVERGENT },
      struck: { run: ['killed', { ...DIVERGENT, a: dir() }] },
      says: [
        '`old/only.jsonl` (14 bytes) was orphaned when it was killed before mkdir of `a`: `a/projects`, which was a symlink to "{root}/old", does not lead to it any more',
        ...['a/projects', 'old/only.jsonl'],
      ],
    },
    {
      it: 'it leaves what a run after it cannot do',
      seen: clear,
      struck: { run: ['killed', {}], rerun: ['failure', {}] },
      says: [
        'a run after one that was killed before mkdir of `a` reported failure, an undisturbed one success',
      ],
    },
  ])

  test('at any moment of a run, what it has lost by then is lost', () => {
    const seen = observed({ in: DIVERGENT })
    const step = { call: 'symlink', kind: 'make', path: 'a/projects', to: null, by: '' } as const
    const moment = (left: Tree) => {
      const { run } = disturbed(seen, { by: crash, run: ['killed', left] }).disturbed
      return { tree: run.after, changes: run.changes, next: step }
    }
    const moments = [moment(DIVERGENT), moment({ ...DIVERGENT, a: dir() })]
    expect(judged(crashSafe, { ...seen, moments: [] })).toBe('vacuous')
    expect(judged(crashSafe, { ...seen, moments: moments.slice(0, 1) })).toBe('held')
    expect(judged(crashSafe, { ...seen, moments })).toEqual({
      summary:
        '`old/only.jsonl` (14 bytes) was orphaned if it is killed before symlink of `a/projects`: `a/projects`, which was a symlink to "{root}/old", does not lead to it any more',
      paths: ['a/projects', 'old/only.jsonl'],
      moment: 1,
      evidence: {
        before: seen.before,
        run: {
          report: { claim: 'killed', named: null, output: '', exit: null },
          after: moments[1]?.tree,
          changes: moments[1]?.changes,
        },
      },
    })
  })
})

const ELSEWHERE = 'a symlink to "elsewhere", which does not exist'

describe('where a call fails', () => {
  const looked = (kind: 'look' | 'make', failed: string | null): Partial<DisturbedRun> => {
    const event: Event = {
      step: { call: 'lstat', kind, path: 'a/projects', to: null, by: '' },
      run: 0,
      failed,
    }
    return { events: [{ struck: 'lstat fails' }, event] }
  }
  const lieOver = (what: string) => [
    `success was reported when mkdir of \`a\` failed with EIO, but \`a/projects\` is ${what}, not a link to \`shared\``,
    'a/projects',
  ]
  judges(faultSafe, fault, [
    {
      it: 'it may fail',
      seen: clear,
      struck: { run: ['failure', {}], rerun: ['success', RIGHT] },
      says: 'held',
    },
    {
      it: 'it may not lose anything',
      seen: { in: DIVERGENT },
      struck: { run: ['failure', { ...DIVERGENT, a: dir() }] },
      says: [
        '`old/only.jsonl` (14 bytes) was orphaned when mkdir of `a` failed with EIO: `a/projects`, which was a symlink to "{root}/old", does not lead to it any more',
        ...['a/projects', 'old/only.jsonl'],
      ],
    },
    {
      it: 'it must end',
      seen: clear,
      struck: { run: ['killed', {}] },
      says: ['it did not end in time, and was killed, when mkdir of `a` failed with EIO'],
    },
    {
      it: 'it need not end where it never does',
      seen: unending,
      struck: { run: ['killed', {}] },
      says: 'held',
    },
    { it: 'it may not lie', seen: clear, struck: { run: ['success', WRONG] }, says: lieOver(ELSEWHERE) },
    {
      it: 'it may take a directory for absent that it failed to see, and put its link into it',
      seen: { in: EMPTY_DIRECTORY },
      struck: { run: ['success', EMPTY_DIRECTORY], also: looked('look', 'EACCES') },
      says: 'held',
    },
    {
      it: 'it may not lie over a directory where the look did not fail',
      seen: { in: EMPTY_DIRECTORY },
      struck: { run: ['success', EMPTY_DIRECTORY], also: looked('look', null) },
      says: lieOver('a directory'),
    },
    {
      it: 'it may not lie over a directory where something else failed than a look',
      seen: { in: EMPTY_DIRECTORY },
      struck: { run: ['success', EMPTY_DIRECTORY], also: looked('make', 'EACCES') },
      says: lieOver('a directory'),
    },
    {
      it: 'it may not lie over what is no directory',
      seen: { in: WRONG },
      struck: { run: ['success', WRONG], also: looked('look', 'EACCES') },
      says: lieOver(ELSEWHERE),
    },
    {
      it: 'it may not lie over a directory that it has made itself',
      seen: { in: {} },
      struck: { run: ['success', EMPTY_DIRECTORY], also: looked('look', 'EACCES') },
      says: lieOver('a directory'),
    },
    {
      it: 'it may not lie over a directory that is not there any more',
      seen: { in: EMPTY_DIRECTORY },
      struck: { run: ['success', { a: dir(), shared: dir() }], also: looked('look', 'EACCES') },
      says: lieOver('not there'),
    },
    {
      it: 'it may not leave what a run after it cannot do',
      seen: clear,
      struck: { run: ['failure', {}], rerun: ['failure', {}] },
      says: [
        'a run after one in which mkdir of `a` failed with EIO reported failure, an undisturbed one success',
      ],
    },
  ])
})

describe('of several at once', () => {
  const two = (...claims: readonly ('success' | 'failure' | 'killed')[]): Partial<DisturbedRun> => ({
    reports: claims.map(report),
  })
  const lie = [
    'success was reported when two of it ran at once, but at the end `a/projects` is a symlink to "elsewhere", which does not exist, not a link to `shared`',
    'a/projects',
  ]
  judges(raceSafe, race, [
    { it: 'all may succeed', seen: clear, struck: { run: ['success', RIGHT] }, says: 'held' },
    {
      it: 'all may fail',
      seen: clear,
      struck: { run: ['failure', {}], also: two('failure', 'failure') },
      says: 'held',
    },
    {
      it: 'none may lose anything',
      seen: { in: DIVERGENT },
      struck: { run: ['failure', { ...DIVERGENT, a: dir() }] },
      says: [
        '`old/only.jsonl` (14 bytes) was orphaned when two of it ran at once: `a/projects`, which was a symlink to "{root}/old", does not lead to it any more',
        ...['a/projects', 'old/only.jsonl'],
      ],
    },
    {
      it: 'each must end',
      seen: clear,
      struck: { run: ['success', RIGHT], also: two('success', 'killed') },
      says: ['it did not end in time, and was killed, when two of it ran at once'],
    },
    {
      it: 'none may lie',
      seen: clear,
      struck: { run: ['failure', WRONG], also: two('failure', 'success') },
      says: lie,
    },
    {
      it: 'none may lie where a second run tells the truth',
      seen: { in: {}, first: ['failure', {}], second: ['success', RIGHT] },
      struck: { run: ['success', WRONG] },
      says: lie,
    },
    {
      it: 'none may lie where a second run fails',
      seen: { in: {}, first: ['failure', {}], second: ['failure', WRONG] },
      struck: { run: ['success', WRONG] },
      says: lie,
    },
    {
      it: 'none may lie where no second run was seen',
      seen: { in: {}, first: ['failure', {}] },
      struck: { run: ['success', WRONG] },
      says: lie,
    },
    {
      it: 'one may come to what the other has made, and lie as a second run does',
      seen: { in: {}, first: ['failure', {}], second: ['success', WRONG] },
      struck: { run: ['success', WRONG] },
      says: 'held',
    },
  ])

  test('the one that lies is shown', () => {
    const seen = disturbed(observed(clear), {
      by: race,
      run: ['failure', WRONG],
      also: two('failure', 'success'),
    })
    expect(judged(raceSafe, seen)).toMatchObject({
      evidence: {
        before: seen.undisturbed.before,
        run: { after: seen.disturbed.run.after, report: report('success') },
      },
    })
  })

  const failed = ['when two of it ran at once, one reported failure, though nothing was in the way']
  const looksAndMakes: Event[] = [
    { step: { call: 'lstat', kind: 'look', path: 'a', to: null, by: '' }, run: 0, failed: null },
    { struck: 'another run comes in' },
    { step: { call: 'mkdir', kind: 'make', path: 'a', to: null, by: '' }, run: 0, failed: null },
  ]
  describe('in a clear world', () => {
    judges(raceClean, race, [
      { it: 'all may succeed', seen: clear, struck: { run: ['success', RIGHT] }, says: 'held' },
      {
        it: 'none may fail',
        seen: clear,
        struck: { run: ['success', RIGHT], also: two('success', 'failure') },
        says: failed,
      },
      {
        it: 'nothing is said of an order that does not come again',
        by: { kind: 'race', runs: 2, order: { by: 'chance' } },
        seen: clear,
        struck: { run: ['success', RIGHT], also: two('success', 'failure') },
        says: 'vacuous',
      },
      {
        it: 'nothing is said of one that is held before a look, since who looks twice is careful',
        by: { kind: 'race', runs: 2, order: { by: 'holding', before: point('lstat', 'a/projects') } },
        seen: clear,
        struck: { run: ['success', RIGHT], also: { ...two('success', 'failure'), events: looksAndMakes } },
        says: 'vacuous',
      },
      {
        it: 'none may fail that is held before it changes something',
        by: { kind: 'race', runs: 2, order: { by: 'holding', before: point('mkdir', 'a') } },
        seen: clear,
        struck: { run: ['success', RIGHT], also: { ...two('success', 'failure'), events: looksAndMakes } },
        says: failed,
      },
      {
        it: 'one that did not end is told by another law',
        seen: clear,
        struck: { run: ['success', RIGHT], also: two('success', 'killed') },
        says: 'held',
      },
      {
        it: 'nothing is said of one that fails alone',
        seen: { in: {}, first: ['failure', {}], second: ['success', RIGHT] },
        struck: { run: ['failure', {}] },
        says: 'vacuous',
      },
      {
        it: 'nothing is said of one that fails the second time',
        seen: { in: {}, first: ['success', RIGHT], second: ['failure', RIGHT] },
        struck: { run: ['failure', {}] },
        says: 'vacuous',
      },
      {
        it: 'nothing is said where no second run was seen',
        seen: { in: {}, first: ['success', RIGHT] },
        struck: { run: ['failure', {}] },
        says: 'vacuous',
      },
      {
        it: 'nothing is said where something is in the way',
        seen: { in: WRONG, first: ['success', RIGHT], second: ['success', RIGHT] },
        struck: { run: ['failure', WRONG] },
        says: 'vacuous',
      },
    ])
  })
})

describe('where somebody else comes in', () => {
  const mine = file('mine\n')
  const INTRUDED = { a: dir({ projects: mine }), shared: dir() }
  const MADE = { stood: INTRUDED, made: ['a/projects'] }
  const LIVED = { ...INTRUDED, notes: only }
  const when = 'when somebody else made `a/projects` right before symlink of `a/projects`'
  const gone = [`\`a/projects\`, a file of somebody else, was destroyed ${when}`, 'a/projects']
  judges(yieldsToOthers, intrusion, [
    { it: 'it may refuse', seen: clear, struck: { run: ['failure', INTRUDED], ...MADE }, says: 'held' },
    { it: 'it may not remove it', seen: clear, struck: { run: ['success', RIGHT], ...MADE }, says: gone },
    {
      it: 'it may not remove it where it fails over it that has stood there all along',
      seen: clear,
      struck: { run: ['success', RIGHT], ...MADE, control: ['failure', INTRUDED] },
      says: gone,
    },
    {
      it: 'nothing is said of what it removes too where that has stood there all along',
      seen: clear,
      struck: { run: ['success', RIGHT], ...MADE, control: ['success', RIGHT] },
      says: 'held',
    },
    {
      it: 'it may call it otherwise',
      seen: clear,
      struck: { run: ['success', { ...RIGHT, aside: mine }], ...MADE },
      says: 'held',
    },
    {
      it: 'it may not write over it',
      seen: clear,
      struck: { run: ['failure', { a: dir({ projects: file('ours\n') }), shared: dir() }], ...MADE },
      says: gone,
    },
    {
      it: 'it may not remove an empty directory of somebody else',
      seen: clear,
      by: { ...intrusion, makes: 'directory' },
      struck: { run: ['success', RIGHT], stood: EMPTY_DIRECTORY, made: ['a/projects'] },
      says: [`\`a/projects\`, a directory of somebody else, was destroyed ${when}`, 'a/projects'],
    },
    {
      it: 'it may not replace a link of somebody else',
      seen: clear,
      by: { ...intrusion, makes: 'link' },
      struck: { run: ['success', { ...DIVERGENT, a: RIGHT.a }], stood: DIVERGENT, made: ['a/projects'] },
      says: [
        `\`a/projects\`, a symlink to "{root}/old" of somebody else, was replaced ${when}`,
        'a/projects',
      ],
    },
    {
      it: 'it may not replace a link of somebody else where another leads there too',
      seen: { in: { b: dir({ projects: linkTo('{root}/old') }) }, first: ['success', RIGHT] },
      by: { ...intrusion, makes: 'link' },
      struck: {
        run: ['success', { ...DIVERGENT, a: RIGHT.a, b: dir({ projects: linkTo('{root}/old') }) }],
        stood: { ...DIVERGENT, b: dir({ projects: linkTo('{root}/old') }) },
        made: ['a/projects'],
      },
      says: [
        `\`a/projects\`, a symlink to "{root}/old" of somebody else, was replaced ${when}`,
        'a/projects',
      ],
    },
    {
      it: 'it may call a link of somebody else otherwise',
      seen: clear,
      by: { ...intrusion, makes: 'link' },
      struck: {
        run: ['failure', { ...DIVERGENT, a: dir({ aside: linkTo('{root}/old') }) }],
        renamed: ['a/projects', 'a/aside'],
        stood: DIVERGENT,
        made: ['a/projects'],
      },
      says: 'held',
    },
    {
      it: 'it may not orphan what stood there before since somebody came in',
      seen: { in: DIVERGENT },
      by: { ...intrusion, path: '.lock' },
      struck: {
        run: ['failure', { ...DIVERGENT, a: dir(), '.lock': mine }],
        stood: { ...DIVERGENT, '.lock': mine },
        made: ['.lock'],
      },
      says: [
        '`old/only.jsonl` (14 bytes) was orphaned when somebody else made `.lock` right before symlink of `a/projects`: `a/projects`, which was a symlink to "{root}/old", does not lead to it any more',
        ...['a/projects', 'old/only.jsonl'],
      ],
    },
    {
      it: 'nothing is said of an empty directory that it removes too where that has stood there all along',
      seen: clear,
      by: { ...intrusion, makes: 'directory' },
      struck: {
        run: ['success', { a: dir(), shared: dir() }],
        stood: { a: dir({ projects: dir() }), shared: dir(), other: dir() },
        made: ['a/projects', 'other'],
        control: ['success', { a: dir(), shared: dir(), other: dir() }],
      },
      says: 'held',
    },
    {
      it: 'it may not lose what stood there before since somebody came in',
      seen: { in: { notes: only }, first: ['success', { ...RIGHT, notes: only }] },
      struck: { run: ['failure', INTRUDED], ...MADE, stood: LIVED },
      says: [`\`notes\` (14 bytes) was destroyed ${when}: nobody asked for anything at \`notes\``, 'notes'],
    },
    {
      it: 'nothing is said of what it loses anyway where that has stood there all along',
      seen: { in: { notes: only }, first: ['success', { ...RIGHT, notes: only }] },
      struck: { run: ['failure', INTRUDED], ...MADE, stood: LIVED, control: ['failure', INTRUDED] },
      says: 'held',
    },
    {
      it: 'it may remove what it has made itself by then',
      seen: clear,
      struck: { run: ['failure', INTRUDED], ...MADE, stood: { ...INTRUDED, '.lock': file('1\n') } },
      says: 'held',
    },
    {
      it: 'nothing is said where nothing was made',
      seen: clear,
      struck: { run: ['failure', {}] },
      says: 'held',
    },
    {
      it: 'it must end',
      seen: clear,
      struck: { run: ['killed', INTRUDED], ...MADE },
      says: [`it did not end in time, and was killed, ${when}`],
    },
    {
      it: 'it may wait for a lock',
      seen: clear,
      by: { ...intrusion, path: '.lock' },
      struck: { run: ['killed', { '.lock': mine }], stood: { '.lock': mine }, made: ['.lock'] },
      says: 'held',
    },
    {
      it: 'it may not report success over a file',
      seen: clear,
      struck: { run: ['success', INTRUDED], ...MADE },
      says: [
        `success was reported ${when}, but \`a/projects\` is a file, not a link to \`shared\``,
        'a/projects',
      ],
    },
    {
      it: 'it may report success over a directory, into which `ln` puts its link',
      seen: clear,
      by: { ...intrusion, makes: 'directory' },
      struck: { run: ['success', EMPTY_DIRECTORY], stood: EMPTY_DIRECTORY, made: ['a/projects'] },
      says: 'held',
    },
    {
      it: 'of a lie over something else than was made, nothing is said',
      seen: clear,
      struck: { run: ['success', INTRUDED], stood: INTRUDED, made: ['a/other'] },
      says: 'held',
    },
    {
      it: 'of a lie over something else than a file, nothing is said',
      seen: clear,
      struck: { run: ['success', { ...WRONG, aside: mine }], ...MADE },
      says: 'held',
    },
  ])
})

describe('while agents write', () => {
  const line = (number: number, path = 'a/projects/x.jsonl', text = `line ${number}`): AgentLine => ({
    ...{ number, path, text, after: 0 },
    through: number === 1 ? 'its path' : 'an open file',
  })
  const lines = [line(0), line(1), line(2)]
  const holding = (...texts: readonly string[]) => ({
    ...RIGHT,
    shared: dir({ 'x.jsonl': file(texts.map(text => `${text}\n`).join('')) }),
  })
  const all = holding('line 0', 'line 1', 'line 2')
  const goneFrom = (what: string) => `${what} while it ran, was acknowledged and is gone`
  judges(keepsLiveWrites, agents, [
    {
      it: 'all lines may stay',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      struck: { run: ['success', all], also: { lines } },
      says: 'held',
    },
    {
      it: 'all lines may stay somewhere else',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      struck: { run: ['success', { ...RIGHT, log: file('line 0\nline 1\nline 2') }], also: { lines } },
      says: 'held',
    },
    {
      it: 'one line may not go',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      struck: { run: ['success', holding('line 0', 'line 2')], also: { lines } },
      says: [
        goneFrom('line 1 of `a/projects/x.jsonl`, which an agent appended through its path'),
        'a/projects/x.jsonl',
      ],
    },
    {
      it: 'no lines may go',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      struck: { run: ['success', holding('line 1')], also: { lines } },
      says: [
        `${goneFrom('line 0 of `a/projects/x.jsonl`, which an agent appended through an open file')} (and 1 more)`,
        'a/projects/x.jsonl',
      ],
    },
    {
      it: 'nothing is said of a file that is lost even if nobody writes to it',
      seen: { in: LIVE_DIRECTORY },
      struck: { run: ['success', RIGHT], control: ['success', RIGHT], also: { lines } },
      says: 'held',
    },
    {
      it: 'a file that is lost is told where without agents it is not',
      seen: { in: LIVE_DIRECTORY },
      struck: { run: ['success', RIGHT], control: ['success', holding('line 0')], also: { lines } },
      says: [
        `${goneFrom('line 0 of `a/projects/x.jsonl`, which an agent appended through an open file')} (and 2 more)`,
        'a/projects/x.jsonl',
      ],
    },
    {
      it: 'it must end',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      struck: { run: ['killed', all], also: { lines } },
      says: ['it did not end in time, and was killed, while agents wrote'],
    },
  ])

  test('what is gone is shown in the world as the agents found it', () => {
    const stood = holding('line 0')
    const seen = disturbed(observed({ in: RIGHT }), {
      ...{ by: agents, stood, run: ['success', RIGHT], also: { lines } },
    })
    expect(judged(keepsLiveWrites, seen)).toMatchObject({
      evidence: { before: seen.disturbed.stood, run: seen.disturbed.run },
    })
  })
})
