import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { crashSafe } from '../../../src/laws/crash-safe.ts'
import { ends } from '../../../src/laws/ends.ts'
import { faultSafe } from '../../../src/laws/fault-safe.ts'
import { keepsLiveWrites } from '../../../src/laws/keeps-live-writes.ts'
import type { Law } from '../../../src/laws/law.ts'
import { raceClean } from '../../../src/laws/race-clean.ts'
import { raceSafe } from '../../../src/laws/race-safe.ts'
import { yieldsToOthers } from '../../../src/laws/yields-to-others.ts'
import type { AgentLine, DisturbedRun, Event } from '../../../src/observation/disturbed-run.ts'
import type { Report } from '../../../src/observation/report.ts'
import type { Trouble } from '../../../src/observation/trouble.ts'
import { judgementBy } from '../../judging/functions.ts'
import {
  DIVERGENT,
  EMPTY_DIRECTORY,
  LIVE_DIRECTORY,
  only,
  RIGHT,
  RIGHT_WITH_DATA,
} from '../../judging/trees.ts'
import {
  answerOf,
  type Disturbance,
  disturbed,
  observed,
  report,
  type Seen,
  stepRef,
} from '../../judging/written-observations.ts'

// Each law over handwritten observations: few reconcilers would produce them.

interface Row {
  readonly it: string
  readonly seen: Seen
  readonly disturbance: Omit<Disturbance, 'by'>
  readonly by?: Trouble
  readonly says: unknown
}

function judges(law: Law, by: Trouble, rows: readonly Row[]): void {
  test.each(rows)('$it', row => {
    const seen = disturbed(observed(row.seen), { by: row.by ?? by, ...row.disturbance })
    const answer = judgementBy(law, seen)
    expect(answerOf(answer)).toEqual(row.says)
    if (typeof answer === 'string') return
    // A violation is shown by one of these runs, and by the tree before it.
    const { run, rerun, before, intruded } = seen.disturbed
    expect([run.after, rerun?.after]).toContain(answer.evidence?.run.after)
    expect([before, intruded]).toContain(answer.evidence?.before)
  })
}

const WRONG = { a: dir({ projects: linkTo('elsewhere') }), shared: dir() }
const clear: Seen = { in: {}, first: ['success', RIGHT], second: ['success', RIGHT] }
const unending: Seen = { in: {}, first: ['unended', {}] }

const crash = { kind: 'crash', before: stepRef('mkdir', 'a') } as const
const fault = { kind: 'fault', at: stepRef('mkdir', 'a'), errno: 'EIO' } as const
const race = { kind: 'race', runs: 2, order: { by: 'turns', turns: [0, 1] } } as const
const intrusion = {
  kind: 'intrusion',
  before: stepRef('symlink', 'a/projects'),
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
] as const)('$id does not judge another trouble', (law, by) => {
  const seen = { in: { ...RIGHT, notes: only }, first: ['success', { ...RIGHT, notes: only }] } as const
  expect(judgementBy(law, disturbed(observed(seen), { by, run: ['success', RIGHT] }))).toBe('vacuous')
})

test.each([crashSafe, faultSafe, raceSafe, raceClean, yieldsToOthers, keepsLiveWrites])(
  '$id does not judge a run without trouble',
  law => {
    expect(judgementBy(law, observed(clear))).toBe('vacuous')
  },
)

describe('killed', () => {
  judges(crashSafe, crash, [
    { it: 'it may have done nothing', seen: clear, disturbance: { run: ['killed', {}] }, says: 'held' },
    {
      it: 'it may not have lost anything',
      seen: { in: DIVERGENT },
      disturbance: { run: ['killed', { ...DIVERGENT, old: dir() }] },
      says: [
        expect.stringMatching(/^`old\/only\.jsonl` \(14 bytes\) was destroyed when the run was killed/),
        'old/only.jsonl',
      ],
    },
    {
      it: 'it may have unlinked a link that the next run makes again',
      seen: {
        in: RIGHT_WITH_DATA,
        first: ['success', RIGHT_WITH_DATA],
        second: ['success', RIGHT_WITH_DATA],
      },
      disturbance: {
        run: ['killed', { ...RIGHT_WITH_DATA, a: dir() }],
        rerun: ['success', RIGHT_WITH_DATA],
      },
      says: 'held',
    },
    {
      it: 'the next run must not forget what the killed one has moved aside',
      seen: { in: LIVE_DIRECTORY, first: ['success', RIGHT_WITH_DATA], second: ['success', RIGHT_WITH_DATA] },
      disturbance: {
        run: ['killed', { a: dir({ 'projects.bak': dir({ 'only.jsonl': only }) }), shared: dir() }],
        rerun: [
          'success',
          {
            a: dir({ 'projects.bak': dir({ 'only.jsonl': only }), projects: linkTo('{root}/shared') }),
            shared: dir(),
          },
        ],
      },
      says: [
        'after the run was killed before the mkdir of `a`, the next run reported success, and `a/projects/only.jsonl` (14 bytes) cannot be read through `a/projects`, as it can after an undisturbed run',
        ...['a/projects/only.jsonl', 'a/projects'],
      ],
    },
    {
      it: 'the next run must succeed',
      seen: clear,
      disturbance: { run: ['killed', {}], rerun: ['failure', {}] },
      says: [
        'after the run was killed before the mkdir of `a`, the next run reported failure, but an undisturbed run reports success',
      ],
    },
  ])

  test('each moment of an undisturbed run shows what a kill there would lose', () => {
    const seen = observed({ in: DIVERGENT })
    const step = { call: 'symlink', kind: 'make', path: 'a/projects', to: null, by: '' } as const
    const moment = (left: Tree) => {
      const { run } = disturbed(seen, { by: crash, run: ['killed', left] }).disturbed
      return { tree: run.after, changes: run.changes, next: step }
    }
    const moments = [moment({ ...DIVERGENT, a: dir() }), moment({ ...DIVERGENT, old: dir() })]
    expect(judgementBy(crashSafe, { ...seen, moments: [] })).toBe('vacuous')
    expect(judgementBy(crashSafe, { ...seen, moments: moments.slice(0, 1) })).toBe('held')
    expect(judgementBy(crashSafe, { ...seen, moments })).toEqual({
      kind: 'destroyed',
      summary: expect.stringMatching(/^`old\/only\.jsonl` \(14 bytes\) was destroyed if the run is killed/),
      paths: ['old/only.jsonl'],
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

describe('when a call fails', () => {
  const looked = (kind: 'look' | 'make', failed: string | null): Partial<DisturbedRun> => {
    const event: Event = {
      step: { call: 'lstat', kind, path: 'a/projects', to: null, by: '' },
      run: 0,
      failed,
    }
    return { events: [{ note: 'lstat fails' }, event] }
  }
  const falselyOver = (what: string) => [
    `success was reported when the mkdir of \`a\` failed with EIO, but \`a/projects\` is ${what}, not a link to \`shared\``,
    'a/projects',
  ]
  judges(faultSafe, fault, [
    {
      it: 'it may fail',
      seen: clear,
      disturbance: { run: ['failure', {}], rerun: ['success', RIGHT] },
      says: 'held',
    },
    {
      it: 'it may not lose anything',
      seen: { in: DIVERGENT },
      disturbance: { run: ['failure', { ...DIVERGENT, a: dir() }] },
      says: [
        '`old/only.jsonl` (14 bytes) was orphaned when the mkdir of `a` failed with EIO: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
        ...['a/projects', 'old/only.jsonl'],
      ],
    },
    {
      it: 'it may not report success falsely',
      seen: clear,
      disturbance: { run: ['success', WRONG] },
      says: falselyOver(ELSEWHERE),
    },
    {
      it: 'it may mistake a directory for absent when it cannot inspect it, and put its link into it',
      seen: { in: EMPTY_DIRECTORY },
      disturbance: { run: ['success', EMPTY_DIRECTORY], also: looked('look', 'EACCES') },
      says: 'held',
    },
    {
      it: 'it may not report success over a directory that it could inspect',
      seen: { in: EMPTY_DIRECTORY },
      disturbance: { run: ['success', EMPTY_DIRECTORY], also: looked('look', null) },
      says: falselyOver('a directory'),
    },
    {
      it: 'it may not report success over a directory when another call than a look failed',
      seen: { in: EMPTY_DIRECTORY },
      disturbance: { run: ['success', EMPTY_DIRECTORY], also: looked('make', 'EACCES') },
      says: falselyOver('a directory'),
    },
    {
      it: 'it may not report success over another entry than a directory',
      seen: { in: WRONG },
      disturbance: { run: ['success', WRONG], also: looked('look', 'EACCES') },
      says: falselyOver(ELSEWHERE),
    },
    {
      it: 'it may not report success over a directory that it made itself',
      seen: { in: {} },
      disturbance: { run: ['success', EMPTY_DIRECTORY], also: looked('look', 'EACCES') },
      says: falselyOver('a directory'),
    },
    {
      it: 'it may not report success over a directory that it removed',
      seen: { in: EMPTY_DIRECTORY },
      disturbance: { run: ['success', { a: dir(), shared: dir() }], also: looked('look', 'EACCES') },
      says: falselyOver('absent'),
    },
    {
      it: 'the next run must succeed',
      seen: clear,
      disturbance: { run: ['failure', {}], rerun: ['failure', {}] },
      says: [
        'after the mkdir of `a` failed with EIO, the next run reported failure, but an undisturbed run reports success',
      ],
    },
  ])
})

describe('when several runs overlap', () => {
  const two = (...claims: readonly Report['claim'][]): Partial<DisturbedRun> => ({
    reports: claims.map(report),
  })
  const falseSuccess = [
    'success was reported when two runs overlapped, but at the end `a/projects` is a symlink to "elsewhere", which does not exist, not a link to `shared`',
    'a/projects',
  ]
  judges(raceSafe, race, [
    { it: 'all may succeed', seen: clear, disturbance: { run: ['success', RIGHT] }, says: 'held' },
    {
      it: 'all may fail',
      seen: clear,
      disturbance: { run: ['failure', {}], also: two('failure', 'failure') },
      says: 'held',
    },
    {
      it: 'none may lose anything',
      seen: { in: DIVERGENT },
      disturbance: { run: ['failure', { ...DIVERGENT, a: dir() }] },
      says: [
        '`old/only.jsonl` (14 bytes) was orphaned when two runs overlapped: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
        ...['a/projects', 'old/only.jsonl'],
      ],
    },
    {
      it: 'none may report success falsely',
      seen: clear,
      disturbance: { run: ['failure', WRONG], also: two('failure', 'success') },
      says: falseSuccess,
    },
    {
      it: 'none may report success falsely if a second run reports it truly',
      seen: { in: {}, first: ['failure', {}], second: ['success', RIGHT] },
      disturbance: { run: ['success', WRONG] },
      says: falseSuccess,
    },
    {
      it: 'none may report success falsely if a second run fails',
      seen: { in: {}, first: ['failure', {}], second: ['failure', WRONG] },
      disturbance: { run: ['success', WRONG] },
      says: falseSuccess,
    },
    {
      it: 'none may report success falsely if there was no second run',
      seen: { in: {}, first: ['failure', {}] },
      disturbance: { run: ['success', WRONG] },
      says: falseSuccess,
    },
    {
      it: 'one may report as a second run does',
      seen: { in: {}, first: ['failure', {}], second: ['success', WRONG] },
      disturbance: { run: ['success', WRONG] },
      says: 'held',
    },
  ])

  test('the evidence is the run that reported success', () => {
    const seen = disturbed(observed(clear), {
      by: race,
      run: ['failure', WRONG],
      also: two('failure', 'success'),
    })
    expect(judgementBy(raceSafe, seen)).toMatchObject({
      evidence: {
        before: seen.undisturbed.before,
        run: { after: seen.disturbed.run.after, report: report('success') },
      },
    })
  })

  const failed = ['when two runs overlapped, one reported failure, although nothing was in the way']
  const looksAndMakes: Event[] = [
    { step: { call: 'lstat', kind: 'look', path: 'a', to: null, by: '' }, run: 0, failed: null },
    { note: 'another run starts' },
    { step: { call: 'mkdir', kind: 'make', path: 'a', to: null, by: '' }, run: 0, failed: null },
  ]
  describe('in a clear world', () => {
    judges(raceClean, race, [
      { it: 'all may succeed', seen: clear, disturbance: { run: ['success', RIGHT] }, says: 'held' },
      {
        it: 'none may fail',
        seen: clear,
        disturbance: { run: ['success', RIGHT], also: two('success', 'failure') },
        says: failed,
      },
      {
        it: 'an uncontrolled order is not judged',
        by: { kind: 'race', runs: 2, order: { by: 'chance' } },
        seen: clear,
        disturbance: { run: ['success', RIGHT], also: two('success', 'failure') },
        says: 'vacuous',
      },
      {
        it: 'a pause before a look is not judged, since a run that looks twice is careful',
        by: { kind: 'race', runs: 2, order: { by: 'holding', before: stepRef('lstat', 'a/projects') } },
        seen: clear,
        disturbance: {
          run: ['success', RIGHT],
          also: { ...two('success', 'failure'), events: looksAndMakes },
        },
        says: 'vacuous',
      },
      {
        it: 'none may fail that is paused before a change',
        by: { kind: 'race', runs: 2, order: { by: 'holding', before: stepRef('mkdir', 'a') } },
        seen: clear,
        disturbance: {
          run: ['success', RIGHT],
          also: { ...two('success', 'failure'), events: looksAndMakes },
        },
        says: failed,
      },
      {
        it: 'a subject that fails alone is not judged',
        seen: { in: {}, first: ['failure', {}], second: ['success', RIGHT] },
        disturbance: { run: ['failure', {}] },
        says: 'vacuous',
      },
      {
        it: 'a subject that fails the second time is not judged',
        seen: { in: {}, first: ['success', RIGHT], second: ['failure', RIGHT] },
        disturbance: { run: ['failure', {}] },
        says: 'vacuous',
      },
      {
        it: 'a subject without a second run is not judged',
        seen: { in: {}, first: ['success', RIGHT] },
        disturbance: { run: ['failure', {}] },
        says: 'vacuous',
      },
      {
        it: 'a conflict is not judged',
        seen: { in: WRONG, first: ['success', RIGHT], second: ['success', RIGHT] },
        disturbance: { run: ['failure', WRONG] },
        says: 'vacuous',
      },
    ])
  })
})

describe('when another process makes an entry', () => {
  const mine = file('mine\n')
  const INTRUDED = { a: dir({ projects: mine }), shared: dir() }
  const MADE = { intruded: INTRUDED, made: ['a/projects'] }
  const LIVED = { ...INTRUDED, notes: only }
  const moment = 'just before the symlink of `a/projects`'
  const when = `when another process created \`a/projects\` ${moment}`
  const gone = [`\`a/projects\`, a file that another process created ${moment}, was destroyed`, 'a/projects']
  judges(yieldsToOthers, intrusion, [
    { it: 'it may refuse', seen: clear, disturbance: { run: ['failure', INTRUDED], ...MADE }, says: 'held' },
    {
      it: 'it may not remove it',
      seen: clear,
      disturbance: { run: ['success', RIGHT], ...MADE },
      says: gone,
    },
    {
      it: 'it may not remove it, if it fails when the entry is there from the start',
      seen: clear,
      disturbance: { run: ['success', RIGHT], ...MADE, control: ['failure', INTRUDED] },
      says: gone,
    },
    {
      it: 'it may remove what it also removes when that is there from the start',
      seen: clear,
      disturbance: { run: ['success', RIGHT], ...MADE, control: ['success', RIGHT] },
      says: 'held',
    },
    {
      it: 'it may rename the entry',
      seen: clear,
      disturbance: { run: ['success', { ...RIGHT, aside: mine }], ...MADE },
      says: 'held',
    },
    {
      it: 'it may not overwrite the entry',
      seen: clear,
      disturbance: { run: ['failure', { a: dir({ projects: file('ours\n') }), shared: dir() }], ...MADE },
      says: gone,
    },
    {
      it: 'it may not remove an empty directory of the intruder',
      seen: clear,
      by: { ...intrusion, makes: 'directory' },
      disturbance: { run: ['success', RIGHT], intruded: EMPTY_DIRECTORY, made: ['a/projects'] },
      says: [
        `\`a/projects\`, a directory that another process created ${moment}, was destroyed`,
        'a/projects',
      ],
    },
    {
      it: 'it may not replace a link of the intruder',
      seen: clear,
      by: { ...intrusion, makes: 'link' },
      disturbance: {
        run: ['success', { ...DIVERGENT, a: RIGHT.a }],
        intruded: DIVERGENT,
        made: ['a/projects'],
      },
      says: [
        `\`a/projects\`, a symlink to "{root}/old" that another process created ${moment}, was replaced`,
        'a/projects',
      ],
    },
    {
      it: 'it may not replace a link of the intruder, even if another leads there too',
      seen: { in: { b: dir({ projects: linkTo('{root}/old') }) }, first: ['success', RIGHT] },
      by: { ...intrusion, makes: 'link' },
      disturbance: {
        run: ['success', { ...DIVERGENT, a: RIGHT.a, b: dir({ projects: linkTo('{root}/old') }) }],
        intruded: { ...DIVERGENT, b: dir({ projects: linkTo('{root}/old') }) },
        made: ['a/projects'],
      },
      says: [
        `\`a/projects\`, a symlink to "{root}/old" that another process created ${moment}, was replaced`,
        'a/projects',
      ],
    },
    {
      it: 'it may rename a link of the intruder',
      seen: clear,
      by: { ...intrusion, makes: 'link' },
      disturbance: {
        run: ['failure', { ...DIVERGENT, a: dir({ aside: linkTo('{root}/old') }) }],
        renamed: ['a/projects', 'a/aside'],
        intruded: DIVERGENT,
        made: ['a/projects'],
      },
      says: 'held',
    },
    {
      it: 'it may not orphan an existing file because of the intruder',
      seen: { in: DIVERGENT },
      by: { ...intrusion, path: '.lock' },
      disturbance: {
        run: ['failure', { ...DIVERGENT, a: dir(), '.lock': mine }],
        intruded: { ...DIVERGENT, '.lock': mine },
        made: ['.lock'],
      },
      says: [
        '`old/only.jsonl` (14 bytes) was orphaned when another process created `.lock` just before the symlink of `a/projects`: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
        ...['a/projects', 'old/only.jsonl'],
      ],
    },
    {
      it: 'it may remove an empty directory that it also removes when that is there from the start',
      seen: clear,
      by: { ...intrusion, makes: 'directory' },
      disturbance: {
        run: ['success', { a: dir(), shared: dir() }],
        intruded: { a: dir({ projects: dir() }), shared: dir(), other: dir() },
        made: ['a/projects', 'other'],
        control: ['success', { a: dir(), shared: dir(), other: dir() }],
      },
      says: 'held',
    },
    {
      it: 'it may not lose an existing file because of the intruder',
      seen: { in: { notes: only }, first: ['success', { ...RIGHT, notes: only }] },
      disturbance: { run: ['failure', INTRUDED], ...MADE, intruded: LIVED },
      says: [`\`notes\` (14 bytes) was destroyed ${when}: the request does not mention \`notes\``, 'notes'],
    },
    {
      it: 'it may lose what it also loses when the entry is there from the start',
      seen: { in: { notes: only }, first: ['success', { ...RIGHT, notes: only }] },
      disturbance: { run: ['failure', INTRUDED], ...MADE, intruded: LIVED, control: ['failure', INTRUDED] },
      says: 'held',
    },
    {
      it: 'it may remove what it made itself before the intruder came',
      seen: clear,
      disturbance: { run: ['failure', INTRUDED], ...MADE, intruded: { ...INTRUDED, '.lock': file('1\n') } },
      says: 'held',
    },
    {
      it: 'it is not judged when the intruder made nothing',
      seen: clear,
      disturbance: { run: ['failure', {}] },
      says: 'held',
    },
    {
      it: 'it may not report success over a file',
      seen: clear,
      disturbance: { run: ['success', INTRUDED], ...MADE },
      says: [
        `success was reported ${when}, but \`a/projects\` is a file, not a link to \`shared\``,
        'a/projects',
      ],
    },
    {
      it: 'it may report success over a directory, into which `ln` puts its link',
      seen: clear,
      by: { ...intrusion, makes: 'directory' },
      disturbance: { run: ['success', EMPTY_DIRECTORY], intruded: EMPTY_DIRECTORY, made: ['a/projects'] },
      says: 'held',
    },
    {
      it: 'another wrong link is not judged',
      seen: clear,
      disturbance: { run: ['success', INTRUDED], intruded: INTRUDED, made: ['a/other'] },
      says: 'held',
    },
    {
      it: 'a wrong link in place of the file is not judged',
      seen: clear,
      disturbance: { run: ['success', { ...WRONG, aside: mine }], ...MADE },
      says: 'held',
    },
  ])
})

describe('killed, and then weeks passed', () => {
  const by = { ...crash, interlude: 'weeks pass' } as const
  const seen: Seen = { in: LIVE_DIRECTORY, first: ['success', RIGHT_WITH_DATA] }
  const aside = { a: dir(), shared: dir(), stage: LIVE_DIRECTORY.a }
  judges(crashSafe, by, [
    {
      it: 'the next run may refuse what is so old',
      seen,
      disturbance: { run: ['killed', aside], rerun: ['failure', aside] },
      says: 'held',
    },
    {
      it: 'the next run may not remove what is so old',
      seen: { in: LIVE_DIRECTORY },
      disturbance: { run: ['killed', aside], rerun: ['success', RIGHT] },
      says: [
        expect.stringMatching(/destroyed by the next run, after the run was killed .* and weeks passed/),
        'a/projects/only.jsonl',
      ],
    },
  ])
})

describe('killed, and then agents wrote', () => {
  const by = { ...crash, interlude: 'agents write' } as const
  const lines: AgentLine[] = [
    { text: 'line 0', path: 'a/projects/x.jsonl', through: 'its path', number: 0, eventsBefore: 0 },
  ]
  const kept = { ...RIGHT, shared: dir({ 'x.jsonl': file('line 0\n') }) }
  const after = { run: ['killed', LIVE_DIRECTORY], also: { lines } } as const
  judges(crashSafe, by, [
    {
      it: 'the next run may keep the lines',
      seen: { in: LIVE_DIRECTORY },
      disturbance: { ...after, rerun: ['success', kept] },
      says: 'held',
    },
    {
      it: 'the next run may refuse what the agents made',
      seen: { in: EMPTY_DIRECTORY, first: ['success', RIGHT] },
      disturbance: { ...after, rerun: ['failure', { ...EMPTY_DIRECTORY, x: file('line 0\n') }] },
      says: 'held',
    },
    {
      it: 'the next run may not lose a line',
      seen: { in: LIVE_DIRECTORY },
      disturbance: { ...after, rerun: ['success', RIGHT], control: ['success', kept] },
      says: [
        'after the run was killed before the mkdir of `a` and agents wrote, the next run lost a line that an agent had appended to `a/projects/x.jsonl`',
        'a/projects/x.jsonl',
      ],
    },
    {
      it: 'a line that the subject loses without a kill is not judged',
      seen: { in: LIVE_DIRECTORY },
      disturbance: { ...after, rerun: ['success', RIGHT], control: ['success', RIGHT] },
      says: 'held',
    },
  ])
})

describe('while agents write', () => {
  const line = (number: number, path = 'a/projects/x.jsonl', text = `line ${number}`): AgentLine => ({
    ...{ number, path, text, eventsBefore: 0 },
    through: number === 1 ? 'its path' : 'an open file',
  })
  const lines = [line(0), line(1), line(2)]
  const holding = (...texts: readonly string[]) => ({
    ...RIGHT,
    shared: dir({ 'x.jsonl': file(texts.map(text => `${text}\n`).join('')) }),
  })
  const all = holding('line 0', 'line 1', 'line 2')
  const goneFrom = (what: string) => `${what} during the run, was acknowledged and is gone`
  judges(keepsLiveWrites, agents, [
    {
      it: 'all lines may stay',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      disturbance: { run: ['success', all], also: { lines } },
      says: 'held',
    },
    {
      it: 'all lines may stay somewhere else',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      disturbance: { run: ['success', { ...RIGHT, log: file('line 0\nline 1\nline 2') }], also: { lines } },
      says: 'held',
    },
    {
      it: 'one line may not go',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      disturbance: { run: ['success', holding('line 0', 'line 2')], also: { lines } },
      says: [
        goneFrom('line 1 of `a/projects/x.jsonl`, which an agent appended through its path'),
        'a/projects/x.jsonl',
      ],
    },
    {
      it: 'no line of several may go',
      seen: { in: RIGHT, first: ['success', RIGHT] },
      disturbance: { run: ['success', holding('line 1')], also: { lines } },
      says: [
        `${goneFrom('line 0 of `a/projects/x.jsonl`, which an agent appended through an open file')} (and 1 more)`,
        'a/projects/x.jsonl',
      ],
    },
    {
      it: 'a file that the subject loses anyway is not judged',
      seen: { in: LIVE_DIRECTORY },
      disturbance: { run: ['success', RIGHT], control: ['success', RIGHT], also: { lines } },
      says: 'held',
    },
    {
      it: 'a file may not go that the subject keeps when no agent writes',
      seen: { in: LIVE_DIRECTORY },
      disturbance: { run: ['success', RIGHT], control: ['success', holding('line 0')], also: { lines } },
      says: [
        `${goneFrom('line 0 of `a/projects/x.jsonl`, which an agent appended through an open file')} (and 2 more)`,
        'a/projects/x.jsonl',
      ],
    },
  ])

  test('the evidence is the world with the first lines of the agents', () => {
    const intruded = holding('line 0')
    const seen = disturbed(observed({ in: RIGHT }), {
      ...{ by: agents, intruded, run: ['success', RIGHT], also: { lines } },
    })
    expect(judgementBy(keepsLiveWrites, seen)).toMatchObject({
      evidence: { before: seen.disturbed.intruded, run: seen.disturbed.run },
    })
  })
})

describe('whatever happens', () => {
  const unended: Partial<DisturbedRun> = {
    reports: [report('success'), { ...report('unended'), stopped: 'it spun' }],
  }
  const lock = { '.lock': file('1') }
  judges(ends, fault, [
    { it: 'it may fail', seen: clear, disturbance: { run: ['failure', {}] }, says: 'held' },
    {
      it: 'it must end',
      seen: clear,
      disturbance: { run: ['unended', {}] },
      says: ['a run was stopped: it had not ended, when the mkdir of `a` failed with EIO'],
    },
    {
      it: 'each of several runs must end',
      by: race,
      seen: clear,
      disturbance: { run: ['success', RIGHT], also: unended },
      says: ['a run was stopped: it spun, when two runs overlapped'],
    },
    { it: 'it may be killed', by: crash, seen: clear, disturbance: { run: ['killed', {}] }, says: 'held' },
    {
      it: 'it need not end if it never does',
      seen: unending,
      disturbance: { run: ['unended', {}] },
      says: 'held',
    },
    {
      it: 'it may wait for a lock that another process has',
      by: { ...intrusion, path: '.lock' },
      seen: clear,
      disturbance: { run: ['unended', lock], intruded: lock, made: ['.lock'] },
      says: 'held',
    },
    {
      it: 'it may not wait for somebody to remove an entry',
      by: intrusion,
      seen: clear,
      disturbance: { run: ['unended', LIVE_DIRECTORY], intruded: LIVE_DIRECTORY, made: ['a/projects'] },
      says: [
        expect.stringMatching(
          'a run was stopped: it had not ended, when another process created `a/projects`',
        ),
      ],
    },
  ])

  test.each([
    [faultSafe, fault],
    [raceSafe, race],
    [raceClean, race],
    [yieldsToOthers, intrusion],
    [keepsLiveWrites, agents],
  ] as const)('$id does not judge a run that did not end', (law, by) => {
    const seen = { by, run: ['unended', {}] } as const
    expect(judgementBy(law, disturbed(observed({ in: LIVE_DIRECTORY }), seen))).toBe('vacuous')
  })
})
