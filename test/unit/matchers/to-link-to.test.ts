import { symlinkSync, unlinkSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { dir, file, linkTo, usual } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { failureOf, mistakeOf } from './failure.ts'

const LINK = '.claude-compte1/projects'

describe('toLinkTo', () => {
  test('passes for a symlink with exactly that text, dangling or not', async ({ world }) => {
    const w = await world({ a: linkTo('{root}/b'), b: dir(), dangling: linkTo('nowhere') })
    expect(w.path('a')).toLinkTo(w.path('b'))
    expect(w.path('dangling')).toLinkTo('nowhere')
  })

  test('fails for another text, and shows it with where it leads', async ({ world }) => {
    const w = await world(usual.oneDivergent())
    expect(failureOf(() => expect(w.path(LINK)).toLinkTo(w.path('.claude-projects-shared')))).toBe(
      [
        'expected {root}/.claude-compte1/projects to be a symlink to "{root}/.claude-projects-shared"',
        '  actual: a symlink to "{root}/old", which is a directory',
      ].join('\n'),
    )
  })

  test('compares texts, not where they lead: a trailing slash is a visible difference', async ({ world }) => {
    const w = await world({ a: linkTo('{root}/b/'), b: dir() })
    expect(failureOf(() => expect(w.path('a')).toLinkTo(w.path('b')))).toBe(
      'expected {root}/a to be a symlink to "{root}/b"\n  actual: a symlink to "{root}/b/", which is a directory: {root}/b',
    )
  })

  test('follows no link, and shows every hop', async ({ world }) => {
    const w = await world({ a: linkTo('b'), b: linkTo('{root}/c'), c: file() })
    expect(w.path('a')).toLinkTo('b')
    expect(failureOf(() => expect(w.path('a')).toLinkTo(w.path('c')))).toBe(
      'expected {root}/a to be a symlink to "{root}/c"\n  actual: a symlink to "b", a symlink to "{root}/c", which is a file',
    )
  })

  test.for([
    ['a real directory', { it: dir() }, 'a directory'],
    ['a file', { it: file('x') }, 'a file'],
    ['nothing', {}, 'nothing'],
    ['a dangling link', { it: linkTo('gone') }, 'a symlink to "gone", which does not exist'],
    ['a loop', { it: linkTo('it') }, 'a symlink to "it", which is a loop'],
  ] as const)('fails for %s', async ([, tree, there], { world }) => {
    const w = await world(tree)
    expect(failureOf(() => expect(w.path('it')).toLinkTo('/t'))).toBe(
      `expected {root}/it to be a symlink to "/t"\n  actual: ${there}`,
    )
    expect(w.path('it')).not.toLinkTo('/t')
  })

  test('looks at the link itself even if the path ends in a slash', async ({ world }) => {
    const w = await world({ a: linkTo('b'), b: dir() })
    expect(`${w.path('a')}/`).toLinkTo('b')
  })

  test('negated, fails for exactly that text', async ({ world }) => {
    const w = await world({ a: linkTo('b') })
    expect(failureOf(() => expect(w.path('a')).not.toLinkTo('b'))).toBe(
      'expected {root}/a not to be a symlink to "b"',
    )
  })

  test('distinguishes bytes that are not UTF-8, and prints no control character', async ({ world }) => {
    const w = await world({})
    symlinkSync(toPath('\udcff\n\u001b[2J'), w.path('odd'))
    expect(w.path('odd')).toLinkTo('\udcff\n\u001b[2J')
    expect(w.path('odd')).not.toLinkTo('\udcfe\n\u001b[2J')
    expect(failureOf(() => expect(w.path('odd')).toLinkTo('\ufffd'))).toBe(
      'expected {root}/odd to be a symlink to "\ufffd"\n  actual: a symlink to "\\xff\\n\\x1b[2J", which does not exist',
    )
  })

  test('works in objects, negated too', async ({ world }) => {
    const w = await world({ a: linkTo('b') })
    const entries = { a: w.path('a'), more: 1 }
    expect(entries).toEqual(expect.objectContaining({ a: expect.toLinkTo('b') }))
    expect(entries).toEqual(expect.objectContaining({ a: expect.not.toLinkTo('c') }))
    expect(entries).not.toEqual(expect.objectContaining({ a: expect.toLinkTo('c') }))
  })

  test('can be polled until the link is there', async ({ world }) => {
    const w = await world({})
    setTimeout(() => symlinkSync('b', w.path('a')), 20)
    await expect.poll(() => w.path('a'), { interval: 5 }).toLinkTo('b')
    setTimeout(() => unlinkSync(w.path('a')), 20)
    await expect.poll(() => w.path('a'), { interval: 5 }).not.toLinkTo('b')
  })

  test('works with resolves', async ({ world }) => {
    const w = await world({ a: linkTo('b') })
    await expect(Promise.resolve(w.path('a'))).resolves.toLinkTo('b')
  })

  test.fails('can be soft: the test goes on, and fails at its end', async ({ world }) => {
    const w = await world({ a: linkTo('b') })
    expect.soft(w.path('a')).toLinkTo('c')
    wentOn.push(w.root)
  })
  const wentOn: string[] = []
  test('went on after a soft failure', () => expect(wentOn).toHaveLength(1))

  const long = `/${'x'.repeat(300)}`
  test.for([
    ['a number', 42, '/t', 'not-a-path: toLinkTo: the received value: expected a path, not 42'],
    ['a list', ['/a'], '/t', 'not-a-path: toLinkTo: the received value: expected a path, not a list'],
    ['an empty path', '', '/t', 'not-a-path: toLinkTo: the received value: the empty string is not a path'],
    [
      'a path with a NUL',
      '/a\0',
      '/t',
      'not-a-path: toLinkTo: the received value: "/a\\x00" holds a NUL or a lone surrogate, which a path cannot',
    ],
    [
      'an undefined target',
      '/a',
      undefined,
      'not-a-path: toLinkTo: the target: expected a path, not undefined',
    ],
    [
      'a promised target',
      '/a',
      Promise.resolve('/t'),
      'not-a-path: toLinkTo: the target: expected a path, not a promise: await it first',
    ],
    [
      'a path that cannot be looked at',
      long,
      '/t',
      `unreadable: toLinkTo: ${long} cannot be read (ENAMETOOLONG), so its state is unknown`,
    ],
  ] as const)('throws for %s, with and without .not', ([, received, target, mistake]) => {
    const given = target as string
    expect(mistakeOf(() => expect(received).toLinkTo(given))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect(received).not.toLinkTo(given))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect([received]).toEqual([expect.not.toLinkTo(given)]))).toBe(
      `MatcherError ${mistake}`,
    )
  })
})
