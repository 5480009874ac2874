import { symlinkSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { dir, file, hardLinkTo, linkTo } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { failureOf, mistakeOf } from './failure.ts'

describe('toResolveTo', () => {
  test('passes through any number of links, also of the target, and through none', async ({ world }) => {
    const w = await world({ a: linkTo('b'), b: linkTo('{root}/c'), c: dir(), alias: linkTo('c') })
    expect(w.path('a')).toResolveTo(w.path('c'))
    expect(w.path('a')).toResolveTo(w.path('alias'))
    expect(w.path('c')).toResolveTo(w.path('c'))
  })

  test('passes if a parent is the link', async ({ world }) => {
    const w = await world({
      home: linkTo('real'),
      real: dir({ projects: linkTo('../shared') }),
      shared: dir(),
    })
    expect(w.path('home/projects')).toResolveTo(w.path('shared'))
  })

  test('fails for another directory, and shows every hop', async ({ world }) => {
    const w = await world({ a: linkTo('b'), b: linkTo('old'), old: dir(), shared: linkTo('new'), new: dir() })
    expect(failureOf(() => expect(w.path('a')).toResolveTo(w.path('shared')))).toBe(
      [
        'expected {root}/a to lead to {root}/shared',
        '  actual: a symlink to "b", a symlink to "old", which is a directory: {root}/old',
        '  target: a symlink to "new", which is a directory: {root}/new',
      ].join('\n'),
    )
  })

  test('fails for dangling links, even if both lead to the same missing path', async ({ world }) => {
    const w = await world({ a: linkTo('{root}/gone') })
    expect(failureOf(() => expect(w.path('a')).toResolveTo(w.path('gone')))).toBe(
      [
        'expected {root}/a to lead to {root}/gone',
        '  actual: a symlink to "{root}/gone", which does not exist',
        '  target: nothing',
      ].join('\n'),
    )
    expect(w.path('a')).not.toResolveTo(w.path('gone'))
  })

  test('fails for a loop', async ({ world }) => {
    const w = await world({ a: linkTo('b'), b: linkTo('a'), c: dir() })
    expect(failureOf(() => expect(w.path('a')).toResolveTo(w.path('c')))).toBe(
      'expected {root}/a to lead to {root}/c\n  actual: a symlink to "b", which is a loop\n  target: a directory',
    )
  })

  test('fails for a copy of the file, and passes for a hard link to it', async ({ world }) => {
    const w = await world({ a: file('x'), copy: file('x'), twin: hardLinkTo('a') })
    expect(w.path('twin')).toResolveTo(w.path('a'))
    expect(w.path('copy')).not.toResolveTo(w.path('a'))
  })

  test('negated, fails if it leads there', async ({ world }) => {
    const w = await world({ a: linkTo('b'), b: dir() })
    expect(failureOf(() => expect(w.path('a')).not.toResolveTo(w.path('b')))).toBe(
      'expected {root}/a not to lead to {root}/b\n  actual: a symlink to "b", which is a directory: {root}/b',
    )
  })

  test('works in objects, resolves, and can be polled', async ({ world }) => {
    const w = await world({ b: dir() })
    setTimeout(() => symlinkSync('b', w.path('a')), 20)
    await expect.poll(() => w.path('a'), { interval: 5 }).toResolveTo(w.path('b'))
    await expect(Promise.resolve(w.path('a'))).resolves.toResolveTo(w.path('b'))
    expect({ a: w.path('a') }).toEqual({ a: expect.toResolveTo(w.path('b')) })
    expect({ a: w.path('a') }).not.toEqual({ a: expect.toResolveTo(w.root) })
    expect({ a: w.path('a') }).toEqual({ a: expect.not.toResolveTo(w.root) })
  })

  test.fails('can be soft', () => {
    expect.soft('/').toResolveTo('/gone')
  })

  test.for([
    ['a number', 42, '/t', 'the received value: expected a path, not 42'],
    ['an undefined target', '/a', undefined, 'the target: expected a path, not undefined'],
    [
      'a relative target, which could be meant from two directories',
      '/a',
      '../b',
      'the target: expected an absolute path, not "../b" (toLinkTo compares a link\'s own text)',
    ],
  ] as const)('throws for %s, with and without .not', ([, received, target, mistake]) => {
    const given = target as string
    const message = `MatcherError not-a-path: toResolveTo: ${mistake}`
    expect(mistakeOf(() => expect(received).toResolveTo(given))).toBe(message)
    expect(mistakeOf(() => expect(received).not.toResolveTo(given))).toBe(message)
    expect(mistakeOf(() => expect([received]).toEqual([expect.not.toResolveTo(given)]))).toBe(message)
  })
})
