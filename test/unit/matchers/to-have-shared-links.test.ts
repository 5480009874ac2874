import { mkdirSync, symlinkSync, unlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect } from 'vitest'
import { dir, file, linkTo, usual } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { failureOf, mistakeOf } from './failure.ts'

describe('toHaveSharedLinks', () => {
  test('passes for a world, its shared root, and its links', async ({ world }) => {
    const w = await world(usual.allRight())
    expect(w).toHaveSharedLinks()
    expect(w).toHaveSharedLinks(w.homes)
    expect(w.root).toHaveSharedLinks(w.homes)
    expect(w.root).toHaveSharedLinks(w.path('.claude-compte1'))
    expect(w.required).toHaveSharedLinks(w.homes)
    for (const root of [`${w.root}/.`, `${w.root}/`, `/${w.root}//`]) expect(root).toHaveSharedLinks(w.homes)
  })

  test('passes if a home is a link to a directory', async ({ world }) => {
    expect(await world(usual.homeIsLink())).toHaveSharedLinks()
  })

  test('fails for a divergent link, with the actual and expected text, and without a remedy', async ({
    world,
  }) => {
    const w = await world(usual.oneDivergent())
    const message = failureOf(() => expect(w).toHaveSharedLinks())
    expect(message).toBe(
      [
        '1 of 2 homes does not expose every shared link, with 1 finding',
        '',
        '.claude-compte1/projects (link "projects" of home .claude-compte1)',
        '  actual:   a symlink to "{root}/old", which is a directory',
        '  expected: a symlink to "{root}/.claude-projects-shared"',
      ].join('\n'),
    )
  })

  test('names every wrong home and link, home by home', async ({ world }) => {
    const w = await world({
      ...usual.allRight(),
      '.claude-projects-shared': file(),
      '.claude-compte1': dir({
        'session-env': dir(),
        'file-history': linkTo('hop'),
        hop: linkTo('../.claude-file-history-shared'),
      }),
      '.claude-compte2': file(),
    })
    expect(failureOf(() => expect(w).toHaveSharedLinks())).toBe(
      [
        '2 of 2 homes do not expose every shared link, with 4 findings',
        '',
        '.claude-projects-shared (target of link "projects" of every home)',
        '  actual:   a file',
        '  expected: a directory',
        '',
        '.claude-compte1/session-env (link "session-env" of home .claude-compte1)',
        '  actual:   a directory',
        '  expected: a symlink to "{root}/.claude-session-env-shared"',
        '',
        '.claude-compte1/file-history (link "file-history" of home .claude-compte1)',
        '  actual:   a symlink to "hop", which is a directory',
        '  leads to: .claude-file-history-shared',
        '  expected: a symlink to "{root}/.claude-file-history-shared"',
        '',
        '.claude-compte2 (home)',
        '  actual:   a file',
        '  expected: a directory',
      ].join('\n'),
    )
  })

  test('folds each missing link into the missing home or target that it follows from', async ({ world }) => {
    const w = await world({ '.claude-compte2': dir() })
    expect(failureOf(() => expect(w).toHaveSharedLinks())).toBe(
      [
        '2 of 2 homes do not expose every shared link, with 10 findings',
        '',
        '.claude-session-env-shared (target of link "session-env" of every home)',
        '  actual:   nothing',
        '  expected: a directory',
        '  with it:  .claude-compte2/session-env',
        '',
        '.claude-file-history-shared (target of link "file-history" of every home)',
        '  actual:   nothing',
        '  expected: a directory',
        '  with it:  .claude-compte2/file-history',
        '',
        '.claude-projects-shared (target of link "projects" of every home)',
        '  actual:   nothing',
        '  expected: a directory',
        '  with it:  .claude-compte2/projects',
        '',
        '.claude-compte1 (home)',
        '  actual:   nothing',
        '  expected: a directory',
        '  with it:  .claude-compte1/session-env, .claude-compte1/file-history, .claude-compte1/projects',
      ].join('\n'),
    )
  })

  test('cuts a long list, and counts the rest', async ({ world }) => {
    const homes = Array.from({ length: 30 }, (_, i) => `h${i}`)
    const links = [{ name: 'p', target: 's' }]
    const w = await world({ s: dir() }, { homes, links })
    const lines = failureOf(() => expect(w).toHaveSharedLinks()).split('\n')
    expect(lines[0]).toBe('30 of 30 homes do not expose every shared link, with 60 findings')
    expect(lines.length).toBe(53)
    expect(lines.slice(-3)).toEqual(['  with it:  h9/p', '', '... and 20 more'])
    const one = failureOf(() => expect(w).toHaveSharedLinks(w.homes[0]))
    expect(one).toContain('1 of 1 home does not expose every shared link, with 2 findings')
  })

  test('shows paths outside a world relative to what they share', async ({ world }) => {
    const outside = `${dirname((await world()).root)}/outside`
    mkdirSync(outside)
    const links = [{ name: 'p', target: `${outside}/s` }]
    expect(
      failureOf(() => expect(links).toHaveSharedLinks(`${outside}/h`)).replaceAll(outside, 'OUTSIDE'),
    ).toBe(
      [
        '1 of 1 home does not expose every shared link, with 3 findings',
        'paths are relative to OUTSIDE',
        '',
        's (target of link "p" of every home)',
        '  actual:   nothing',
        '  expected: a directory',
        '',
        'h (home)',
        '  actual:   nothing',
        '  expected: a directory',
        '  with it:  h/p',
      ].join('\n'),
    )
  })

  test('shows where a chain of dangling links ends', async ({ world }) => {
    const links = [{ name: 'p', target: 's' }]
    const w = await world(
      { h: dir({ p: linkTo('q'), q: linkTo('../gone') }), s: dir() },
      { homes: ['h'], links },
    )
    expect(failureOf(() => expect(w).toHaveSharedLinks())).toBe(
      [
        '1 of 1 home does not expose every shared link, with 1 finding',
        '',
        'h/p (link "p" of home h)',
        '  actual:   a symlink to "q", which does not exist',
        '  leads to: "../gone", over 2 links',
        '  expected: a symlink to "{root}/s"',
      ].join('\n'),
    )
  })

  test.for([
    ['a link that is missing', usual.oneMissing()],
    ['a link that diverges', usual.oneDivergent()],
    ['a real directory', usual.realDirectory()],
    ['a target that is missing', usual.danglingTarget()],
    ['a fresh machine', usual.freshMachine()],
  ] as const)('negated, passes for %s', async ([, tree], { world }) => {
    expect(await world(tree)).not.toHaveSharedLinks()
  })

  test('negated, fails if every link is right', async ({ world }) => {
    const w = await world(usual.allRight())
    expect(failureOf(() => expect(w).not.toHaveSharedLinks())).toBe(
      'expected a wrong or missing link, but every link is right: 6 links of 2 homes',
    )
  })

  test('accepts a link that leads to the same directory if equality is resolved', async ({ world }) => {
    const links = [{ name: 'p', target: 's' }]
    const w = await world(
      { h: dir({ p: linkTo('../s') }), k: dir({ p: linkTo('../t') }), s: dir(), t: dir() },
      { homes: ['h'], links },
    )
    expect(w).toHaveSharedLinks(w.homes, { equality: 'resolved' })
    expect(w).toHaveSharedLinks(undefined, { equality: 'resolved' })
    expect(w).not.toHaveSharedLinks(w.homes, { equality: 'exact' })
    expect(w).not.toHaveSharedLinks(w.homes)
    const message = failureOf(() =>
      expect(w).toHaveSharedLinks([w.path('h'), w.path('k')], { equality: 'resolved' }),
    )
    expect(message).toContain('expected: a symlink to "{root}/s", or one that leads to the same directory')
  })

  test('escapes newlines, control characters and odd bytes in names', async ({ world }) => {
    const w = await world({}, { homes: ['h\n\u001b[2J\udcff'], links: [{ name: 'a\nb', target: 's' }] })
    const message = failureOf(() => expect(w).toHaveSharedLinks())
    expect(message).toContain(
      '\nh\\n\\x1b[2J\\xff (home)\n  actual:   nothing\n  expected: a directory\n  with it:  h\\n\\x1b[2J\\xff/a\\nb',
    )
    expect(message).not.toMatch(/[^\P{Cc}\n]/u)
  })

  test('throws for a shared root that is not a directory, with and without .not', async ({ world }) => {
    const w = await world({ ...usual.allRight(), file: file(), gone: linkTo('nowhere') })
    for (const [name, is] of [
      ['.claude-typo', 'nothing'],
      ['file', 'a file'],
      ['gone', 'a symlink to "nowhere", which does not exist'],
    ] as const) {
      const mistake = `MatcherError not-a-directory: toHaveSharedLinks: the shared root {root}/${name}: expected a directory, not ${is}`
      expect(mistakeOf(() => expect(w.path(name)).toHaveSharedLinks(w.homes))).toBe(mistake)
      expect(mistakeOf(() => expect(w.path(name)).not.toHaveSharedLinks(w.homes))).toBe(mistake)
      const inList = () => expect([w.path(name)]).toEqual([expect.not.toHaveSharedLinks(w.homes)])
      expect(mistakeOf(inList)).toBe(mistake)
    }
  })

  test('negated, throws for a home that does not exist, but not for one of a world', async ({ world }) => {
    const w = await world(usual.oneMissing())
    const typo = w.path('.claude-cmpte1')
    const mistake =
      'MatcherError not-homes: toHaveSharedLinks: home {root}/.claude-cmpte1 does not exist, so .not would pass on a mistyped path; make it, or expect a world with its own homes'
    expect(mistakeOf(() => expect(w.root).not.toHaveSharedLinks(typo))).toBe(mistake)
    expect(mistakeOf(() => expect(w).not.toHaveSharedLinks([...w.homes, typo]))).toBe(mistake)
    expect(mistakeOf(() => expect([w.required]).toEqual([expect.not.toHaveSharedLinks(typo)]))).toBe(mistake)
    expect(failureOf(() => expect(w.root).toHaveSharedLinks(typo))).toContain('1 of 1 home does not expose')
    expect(await world()).not.toHaveSharedLinks()
    const alike = { root: '/x', homes: [typo], required: w.required }
    expect(mistakeOf(() => expect(alike).not.toHaveSharedLinks())).toBe(mistake)
  })

  test('works in objects, resolves, and can be polled', async ({ world }) => {
    const w = await world(usual.oneMissing())
    expect({ root: w.root }).toEqual({ root: expect.not.toHaveSharedLinks(w.homes) })
    setTimeout(() => symlinkSync(w.path('.claude-projects-shared'), w.path('.claude-compte1/projects')), 20)
    await expect.poll(() => w, { interval: 5 }).toHaveSharedLinks()
    await expect(Promise.resolve(w)).resolves.toHaveSharedLinks()
    expect({ root: w.root }).toEqual({ root: expect.toHaveSharedLinks(w.homes) })
    unlinkSync(w.path('.claude-compte1/projects'))
    expect({ root: w.root }).not.toEqual({ root: expect.toHaveSharedLinks(w.homes) })
  })

  test.fails('can be soft', async ({ world }) => {
    expect.soft(await world(usual.oneMissing())).toHaveSharedLinks()
  })

  test.for([
    ['a relative home', '/s', ['h'], undefined, 'home "h": expected an absolute path'],
    [
      'an empty list of homes',
      '/s',
      [],
      undefined,
      'toHaveSharedLinks: the homes: expected at least one home',
    ],
    [
      'no homes',
      '/s',
      undefined,
      undefined,
      'toHaveSharedLinks: expected homes: only a world has homes of its own',
    ],
    [
      'a home given twice',
      '/s',
      ['/h', '/h'],
      undefined,
      'toHaveSharedLinks: the homes: home "/h" is given twice',
    ],
    [
      'a home that is no path',
      '/s',
      [42],
      undefined,
      'toHaveSharedLinks: the homes: expected a path, not 42',
    ],
    [
      'options in place of homes',
      '/s',
      { equality: 'exact' },
      undefined,
      'toHaveSharedLinks: expected the homes first, and the options after them',
    ],
    [
      'an unknown option',
      '/s',
      ['/h'],
      { equalty: 'exact' },
      'toHaveSharedLinks: unknown option "equalty"; known: equality',
    ],
    [
      'an unknown equality',
      '/s',
      ['/h'],
      { equality: 'exat' },
      'toHaveSharedLinks: equality: expected "exact" or "resolved", not "exat"',
    ],
    [
      'a home in place of options',
      '/s',
      '/h',
      '/k',
      'toHaveSharedLinks: expected an object of options, not "/k"',
    ],
    [
      'an empty shared root',
      '',
      ['/h'],
      undefined,
      'toHaveSharedLinks: the shared root: the empty string is not a path',
    ],
    ['a relative shared root', 'srv', ['/h'], undefined, 'shared root: expected an absolute path, not "srv"'],
    ['no links', [], ['/h'], undefined, 'expected at least one link'],
    [
      'links that are none',
      [{ name: 'p' }],
      ['/h'],
      undefined,
      'links: expected a list of { name, target }, both strings',
    ],
    [
      'a link with a key that no link has',
      [{ name: 'p', target: '/s', equality: 'resolved' }],
      ['/h'],
      undefined,
      'toHaveSharedLinks: link 0 of the received list: equality: there is no such key; the keys are name, target',
    ],
    [
      'a hole in the links',
      new Array(1),
      ['/h'],
      undefined,
      'links: expected a list of { name, target }, both strings',
    ],
    [
      'a number',
      42,
      ['/h'],
      undefined,
      'toHaveSharedLinks: the received value: expected a shared root, a list of shared links or a world, not 42',
    ],
    [
      'a promised world',
      Promise.resolve(),
      ['/h'],
      undefined,
      'toHaveSharedLinks: the received value: expected a shared root, a list of shared links or a world, not a promise: await it first',
    ],
  ] as const)('throws for %s, with and without .not', ([, received, homes, options, mistake]) => {
    const args = [homes, options] as unknown as [string[], { equality: 'exact' }]
    expect(() => expect(received).toHaveSharedLinks(...args)).toThrow(mistake)
    expect(() => expect(received).not.toHaveSharedLinks(...args)).toThrow(mistake)
    expect(() => expect([received]).toEqual([expect.not.toHaveSharedLinks(...args)])).toThrow(mistake)
  })

  test('fails for a home that cannot be read, and throws with .not', async ({ world }) => {
    const w = await world({ s: dir() }, { homes: ['x'.repeat(300)], links: [{ name: 'p', target: 's' }] })
    const path = `{root}/${'x'.repeat(300)}`
    expect(failureOf(() => expect(w).toHaveSharedLinks())).toMatch(/^1 of 1 home does not expose/u)
    expect(mistakeOf(() => expect(w).not.toHaveSharedLinks()).replaceAll(w.root, 'ROOT')).toBe(
      `MatcherError unreadable: toHaveSharedLinks: ${path} cannot be read (ENAMETOOLONG), so its state is unknown`,
    )
  })
})
