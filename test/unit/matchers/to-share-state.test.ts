import { symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect } from 'vitest'
import { dir, file, linkTo, usual } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { failureOf, mistakeOf } from './failure.ts'

const NAMES = ['session-env', 'file-history', 'projects']

describe('toShareState', () => {
  test('passes if each name leads from every home to one directory, wherever it is', async ({ world }) => {
    const w = await world(usual.allRight())
    expect(w.homes).toShareState(NAMES)
    const elsewhere = await world({
      shared: dir(),
      a: dir({ projects: linkTo('../shared') }),
      b: dir({ projects: linkTo('{root}/a/projects') }),
    })
    expect([elsewhere.path('a'), elsewhere.path('b')]).toShareState('projects')
  })

  test('passes if one home holds the directory itself, or is a link', async ({ world }) => {
    const w = await world({ a: dir({ p: dir() }), b: dir({ p: linkTo('{root}/a/p') }), c: linkTo('b') })
    expect([w.path('a'), w.path('b'), w.path('c')]).toShareState(['p'])
  })

  test('takes the homes of a world', async ({ world }) => {
    expect(await world(usual.homeIsLink())).toShareState(NAMES)
  })

  test('fails for each name that homes do not share, and shows where it leads', async ({ world }) => {
    const w = await world(usual.oneDivergent())
    expect(failureOf(() => expect(w.homes).toShareState(NAMES))).toBe(
      [
        '1 of 3 names does not lead to one directory or file from every home',
        '',
        '"projects"',
        '  .claude-compte1/projects: a symlink to "{root}/old", which is a directory',
        '  .claude-compte2/projects: a symlink to "{root}/.claude-projects-shared", which is a directory',
      ].join('\n'),
    )
  })

  test('fails for nothing, a file, a loop, or a separate directory', async ({ world }) => {
    const w = await world({
      a: dir({ p: file(), q: linkTo('q'), r: dir(), s: linkTo('../gone') }),
      b: dir({ p: file(), q: linkTo('q'), r: dir(), s: linkTo('../gone') }),
    })
    expect(failureOf(() => expect([w.path('a'), w.path('b')]).toShareState(['p', 'q', 'r', 's', 't']))).toBe(
      [
        '5 of 5 names do not lead to one directory or file from every home',
        '',
        '"p"',
        '  a/p: a file',
        '  b/p: a file',
        '',
        '"q"',
        '  a/q: a symlink to "q", which is a loop',
        '  b/q: a symlink to "q", which is a loop',
        '',
        '"r"',
        '  a/r: a directory',
        '  b/r: a directory',
        '',
        '"s"',
        '  a/s: a symlink to "../gone", which does not exist',
        '  b/s: a symlink to "../gone", which does not exist',
        '',
        '"t"',
        '  a/t: nothing',
        '  b/t: nothing',
      ].join('\n'),
    )
  })

  test('passes if both lead to the same file, and fails if it was saved anew in one of them', async ({
    world,
  }) => {
    const w = await world({ a: dir({ p: linkTo('../f') }), b: dir({ p: linkTo('../f') }), f: file('x') })
    const homes = [w.path('a'), w.path('b')]
    expect(homes).toShareState(['p'])
    unlinkSync(w.path('b/p'))
    writeFileSync(w.path('b/p'), 'x')
    expect(homes).not.toShareState(['p'])
  })

  test('negated, fails if all names are shared', async ({ world }) => {
    const w = await world({ a: dir({ p: linkTo('../s') }), b: dir({ p: linkTo('../s') }), s: dir() })
    expect(failureOf(() => expect([w.path('a'), w.path('b')]).not.toShareState('p'))).toBe(
      [
        'expected the homes not to share every name, but they do',
        '',
        '"p"',
        '  a/p: a symlink to "../s", which is a directory: s',
        '  b/p: a symlink to "../s", which is a directory: s',
      ].join('\n'),
    )
  })

  test('works in objects, resolves, and can be polled', async ({ world }) => {
    const w = await world(usual.oneMissing())
    expect({ homes: w.homes }).not.toEqual({ homes: expect.toShareState(NAMES) })
    expect({ homes: w.homes }).toEqual({ homes: expect.not.toShareState(NAMES) })
    setTimeout(() => symlinkSync(w.path('.claude-projects-shared'), w.path('.claude-compte1/projects')), 20)
    await expect.poll(() => w.homes, { interval: 5 }).toShareState(NAMES)
    await expect(Promise.resolve(w.homes)).resolves.toShareState(NAMES)
    expect({ homes: w.homes }).toEqual({ homes: expect.toShareState(NAMES) })
  })

  test('negated, throws for a home that does not exist, but not for one of a world', async ({ world }) => {
    const w = await world(usual.freshMachine())
    const homes = [w.path('.claude-compte1'), w.path('.claude-cmpte2')]
    const mistake =
      'MatcherError not-homes: toShareState: home {root}/.claude-compte1 does not exist, so .not would pass on a mistyped path; make it, or expect a world with its own homes'
    expect(mistakeOf(() => expect(homes).not.toShareState('projects'))).toBe(mistake)
    expect(mistakeOf(() => expect([homes]).toEqual([expect.not.toShareState('projects')]))).toBe(mistake)
    expect(failureOf(() => expect(homes).toShareState('projects'))).toContain('1 of 1 name does not lead')
    expect(w).not.toShareState('projects')
    expect(mistakeOf(() => expect({ homes }).not.toShareState('projects'))).toBe(mistake)
    expect(mistakeOf(() => expect({ root: '/x', homes }).not.toShareState('projects'))).toBe(mistake)
  })

  test.fails('can be soft', () => {
    expect.soft(['/gone/a', '/gone/b']).toShareState('projects')
  })

  const two = 'expected two homes or more, since one alone shares nothing'
  const long = `/${'x'.repeat(300)}`
  test.for([
    ['one home alone', ['/a'], 'p', `not-homes: toShareState: the received value: ${two}`],
    ['one home that is no list', '/a', 'p', `not-homes: toShareState: the received value: ${two}`],
    ['a world with one home', { homes: ['/a'] }, 'p', `not-homes: toShareState: the received value: ${two}`],
    ['no home', [], 'p', 'not-homes: toShareState: the received value: expected at least one home'],
    [
      'a home that is no path',
      ['/a', 1],
      'p',
      'not-a-path: toShareState: the received value: expected a path, not 1',
    ],
    [
      'a home given twice',
      ['/a', '/b', '/a/'],
      'p',
      'not-homes: toShareState: the received value: home "/a" is given twice',
    ],
    ...['/a/.', '//a', '/a/../a', relative('', '/a')].map(
      spelling =>
        [
          `one home, spelled as ${spelling} too`,
          ['/a', spelling],
          'p',
          'not-homes: toShareState: the received value: home "/a" is given twice',
        ] as const,
    ),
    [
      'a hole in the homes',
      ['/a', ...new Array(1)],
      'p',
      'not-a-path: toShareState: the received value: expected a path, not undefined',
    ],
    [
      'holes for homes',
      new Array(2),
      'p',
      'not-a-path: toShareState: the received value: expected a path, not undefined',
    ],
    [
      'a hole for a name',
      ['/a', '/b'],
      new Array(1),
      'not-a-name: toShareState: undefined is not a name: a name is one path component, not empty, "." or "..", and without "/" or NUL',
    ],
    [
      'what is no list',
      new Set(['/a']),
      'p',
      'not-homes: toShareState: the received value: expected a home or a list of homes, not an instance of Set',
    ],
    [
      'no name',
      ['/a', '/b'],
      undefined,
      'not-a-name: toShareState: expected a name or a list of names, not undefined',
    ],
    [
      'an empty list',
      ['/a', '/b'],
      [],
      'not-a-name: toShareState: expected a name or a list of names, not an empty list',
    ],
    [
      'a path for a name',
      ['/a', '/b'],
      ['a/p'],
      'not-a-name: toShareState: "a/p" is not a name: a name is one path component, not empty, "." or "..", and without "/" or NUL',
    ],
    ['a name given twice', ['/a', '/b'], ['p', 'p'], 'not-a-name: toShareState: name "p" is given twice'],
    [
      'a home that cannot be looked at',
      [long, '/b'],
      ['p'],
      `unreadable: toShareState: ${long}/p cannot be read (ENAMETOOLONG), so its state is unknown`,
    ],
  ] as const)('throws for %s, with and without .not', ([, received, names, mistake]) => {
    const given = names as readonly string[]
    expect(mistakeOf(() => expect(received).toShareState(given))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect(received).not.toShareState(given))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect([received]).toEqual([expect.not.toShareState(given)]))).toBe(
      `MatcherError ${mistake}`,
    )
  })
})
