import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { relative } from 'node:path'
import { describe, expect } from 'vitest'
import { dir, file, linkTo, type Snapshot, snapshot, usual } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { failureOf, mistakeOf } from './failure.ts'

describe('toKeepAll', () => {
  test('passes if nothing happened, for a world and for a path', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const before = w.snapshot()
    expect(w).toKeepAll(before)
    expect(`${w.root}/`).toKeepAll(before)
  })

  test('fails for a right link that is gone, however the root is spelled', async ({ world }) => {
    const w = await world({ s: dir({ f: file('x') }), h: dir({ p: linkTo('{root}/s') }) })
    const spellings = [
      `${w.root}/`,
      `${w.root}//`,
      `${w.root}/.`,
      `${w.root}/h/..`,
      relative('', w.root),
      `/${w.root}`,
    ]
    const before = spellings.map(root => snapshot(root))
    unlinkSync(w.path('h/p'))
    for (const earlier of before) expect(earlier).toMatchObject({ root: w.root, seenAs: w.root })
    for (const [i, earlier] of before.entries()) {
      expect(w).not.toKeepAll(earlier)
      expect(spellings[i]).not.toKeepAll(earlier)
    }
  })

  test('fails for a right link that is gone from a root behind a link', async ({ world }) => {
    const links = { s: dir({ f: file('x') }), h: dir({ p: linkTo('{root}/real/r/s') }) }
    const w = await world({ real: dir({ r: dir(links) }), alias: linkTo('real') })
    const root = w.path('alias/r')
    const before = snapshot(root)
    expect(before).toMatchObject({ root, seenAs: root, realRoot: w.path('real/r') })
    unlinkSync(w.path('real/r/h/p'))
    expect(failureOf(() => expect(root).toKeepAll(before))).toContain('h/p (orphaned)')
  })

  test('throws if an entry that could not be read may be lost, but not for a file that is as it was', async ({
    world,
  }) => {
    const w = await world({ d: dir({ f: file('x') }), g: file('y') })
    const large = w.path('d/f')
    truncateSync(large, 300 * 1024 * 1024)
    const before = w.snapshot()
    expect(before.entries.get('d/f')?.sealed).toBe(true)
    expect(w).toKeepAll(before)
    utimesSync(large, 0, 0)
    const then =
      'MatcherError unreadable: toKeepAll: {root}/d/f could not be read for the snapshot, so nobody knows whether anything in it is lost'
    expect(mistakeOf(() => expect(w).toKeepAll(before))).toBe(then)
    expect(mistakeOf(() => expect(w).not.toKeepAll(before))).toBe(then)
    truncateSync(large, 1)
    const readable = w.snapshot()
    truncateSync(large, 300 * 1024 * 1024)
    expect(mistakeOf(() => expect(w).not.toKeepAll(readable))).toBe(
      then.replace('could not be read for the snapshot', 'cannot be read now'),
    )
    unlinkSync(w.path('g'))
    expect(w).not.toKeepAll(readable)
  })

  test('throws for two snapshots that see the root under different paths', async ({ world }) => {
    const w = await world()
    const mistake =
      'MatcherError snapshot-of-another-root: toKeepAll: the snapshot sees its root as /elsewhere, and the received one as ROOT'
    const before = snapshot(w.root, { seenAs: '/elsewhere/' })
    const compared = () => expect(w.snapshot()).not.toKeepAll(before)
    expect(mistakeOf(compared).replace(w.root, 'ROOT')).toBe(mistake)
  })

  test('passes for entries that are moved, altered, appended to or new', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const before = w.snapshot()
    const projects = w.path('.claude-compte1/projects')
    renameSync(projects, `${projects}.aside`)
    symlinkSync(w.path('.claude-projects-shared'), projects)
    appendFileSync(`${projects}.aside/-home-me-repo/5e0f.jsonl`, 'more\n')
    chmodSync(w.path('.claude-compte2'), 0o700)
    expect(w).toKeepAll(before)
  })

  test('fails for a destroyed file, and shows the entry before and now', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const before = w.snapshot()
    const projects = w.path('.claude-compte1/projects')
    rmSync(projects, { recursive: true })
    symlinkSync(w.path('.claude-projects-shared'), projects)
    expect(failureOf(() => expect(w).toKeepAll(before))).toBe(
      [
        '4 of 15 paths have been lost since the snapshot',
        '',
        '.claude-compte1/projects (destroyed)',
        '  was: a directory',
        '  now: a symlink to "{root}/.claude-projects-shared"',
        '  with it: -home-me-repo, -home-me-repo/5e0f.jsonl, -home-me-repo/77aa.jsonl',
      ].join('\n'),
    )
    expect(w).not.toKeepAll(before)
  })

  test('fails for an orphaned link, and names a file that cannot be read any more', async ({ world }) => {
    const w = await world(usual.oneDivergent())
    const before = w.snapshot()
    const projects = w.path('.claude-compte1/projects')
    unlinkSync(projects)
    symlinkSync(w.path('.claude-projects-shared'), projects)
    expect(failureOf(() => expect(w).toKeepAll(before))).toBe(
      [
        '1 of 14 paths has been lost since the snapshot',
        '',
        '.claude-compte1/projects (orphaned)',
        '  was: a symlink to "{root}/old"',
        '  now: a symlink to "{root}/.claude-projects-shared"',
        '  no longer readable through it: old/only.jsonl',
      ].join('\n'),
    )
  })

  test('fails for an empty directory or a dangling link that is gone', async ({ world }) => {
    const w = await world({ empty: dir(), dangling: linkTo('gone') })
    const before = w.snapshot()
    rmdirSync(w.path('empty'))
    unlinkSync(w.path('dangling'))
    expect(failureOf(() => expect(w).toKeepAll(before))).toBe(
      [
        '2 of 3 paths have been lost since the snapshot',
        '',
        'dangling (trivial)',
        '  was: a symlink to "gone"',
        '  now: nothing',
        '',
        'empty (trivial)',
        '  was: a directory',
        '  now: nothing',
      ].join('\n'),
    )
  })

  test('fails for a file that is overwritten', async ({ world }) => {
    const w = await world({ f: file('the only copy\n') })
    const before = w.snapshot()
    writeFileSync(w.path('f'), 'new\n')
    expect(failureOf(() => expect(w).toKeepAll(before))).toBe(
      [
        '1 of 2 paths has been lost since the snapshot',
        '',
        'f (destroyed)',
        '  was: a file of 14 bytes, "the only copy\\n"',
        '  now: a file of 4 bytes, "new\\n"',
      ].join('\n'),
    )
  })

  test('fails if the root itself is gone', async ({ world }) => {
    const w = await world({ a: dir({ f: file('x') }) })
    const before = w.snapshot()
    rmSync(w.root, { recursive: true })
    expect(w).not.toKeepAll(before)
    mkdirSync(w.root)
    expect(w).not.toKeepAll(before)
  })

  test('cuts a long list of lost files, and counts the rest', async ({ world }) => {
    const names = Array.from({ length: 300 }, (_, i) => `${String(i).padStart(3, '0')}.jsonl`)
    const w = await world({ kept: dir(Object.fromEntries(names.map(name => [name, file(`of ${name}`)]))) })
    const before = w.snapshot()
    for (const name of names) unlinkSync(w.path('kept', name))
    const lines = failureOf(() => expect(w).toKeepAll(before)).split('\n')
    expect(lines.slice(0, 5)).toEqual([
      '300 of 302 paths have been lost since the snapshot',
      '',
      'kept/000.jsonl (destroyed)',
      '  was: a file of 12 bytes, "of 000.jsonl"',
      '  now: nothing',
    ])
    expect(lines.slice(-2)).toEqual(['', '... and 290 more'])
    expect(lines.length).toBe(43)
    rmSync(w.path('kept'), { recursive: true })
    expect(failureOf(() => expect(w).toKeepAll(before))).toBe(
      [
        '301 of 302 paths have been lost since the snapshot',
        '',
        'kept (destroyed)',
        '  was: a directory',
        '  now: nothing',
        '  with it: 000.jsonl, 001.jsonl, 002.jsonl, 003.jsonl, 004.jsonl and 295 more',
      ].join('\n'),
    )
  })

  test('negated, fails if nothing is lost', async ({ world }) => {
    const w = await world({ f: file('x') })
    const before = w.snapshot()
    appendFileSync(w.path('f'), 'y')
    expect(failureOf(() => expect(w).not.toKeepAll(before))).toBe(
      'expected a lost entry since the snapshot, but none of 2 paths is lost',
    )
  })

  test('works in objects, resolves, and can be polled', async ({ world }) => {
    const w = await world({ f: file('x') })
    const before = w.snapshot()
    await expect(Promise.resolve(w)).resolves.toKeepAll(before)
    expect({ w }).toEqual({ w: expect.toKeepAll(before) })
    setTimeout(() => unlinkSync(w.path('f')), 20)
    await expect.poll(() => w, { interval: 5 }).not.toKeepAll(before)
    expect({ w }).toEqual({ w: expect.not.toKeepAll(before) })
    expect({ w }).not.toEqual({ w: expect.toKeepAll(before) })
  })

  test.fails('can be soft', async ({ world }) => {
    const w = await world({ f: file('x') })
    const before = w.snapshot()
    unlinkSync(w.path('f'))
    expect.soft(w).toKeepAll(before)
  })

  test.for([
    ['no snapshot', undefined, 'not-a-snapshot: toKeepAll: expected a snapshot of the root, not undefined'],
    [
      'a world in place of one',
      { root: '/' },
      'not-a-snapshot: toKeepAll: expected a snapshot of the root, not an object',
    ],
    [
      'a function that takes one',
      () => {},
      'not-a-snapshot: toKeepAll: expected a snapshot of the root, not a function',
    ],
  ] as const)('throws for %s, with and without .not', ([, given, mistake]) => {
    const before = given as unknown as Snapshot
    expect(mistakeOf(() => expect('/').toKeepAll(before))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect('/').not.toKeepAll(before))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect(['/']).toEqual([expect.not.toKeepAll(before)]))).toBe(
      `MatcherError ${mistake}`,
    )
  })

  test('throws for a snapshot of another root', async ({ world }) => {
    const [a, b] = [await world({ f: file('x') }), await world()]
    const mistake = mistakeOf(() => expect(b).not.toKeepAll(a.snapshot()))
    expect(mistake.replaceAll(a.root, 'A').replaceAll(b.root, 'B')).toBe(
      'MatcherError snapshot-of-another-root: toKeepAll: the snapshot is of A, and the received root is B',
    )
  })

  test('throws for a snapshot of a link, which does not cover the directory behind it', async ({ world }) => {
    const w = await world({ real: dir({ f: file('x') }), alias: linkTo('real') })
    const before = snapshot(w.path('alias'))
    expect(mistakeOf(() => expect(w.path('alias')).toKeepAll(before))).toBe(
      "MatcherError not-a-snapshot: toKeepAll: the snapshot of {root}/alias is of a symlink, not of a directory: take one of the directory's real path",
    )
  })
})
