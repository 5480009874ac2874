import { describe, expect } from 'vitest'
import { dir, file, hardLinkTo, type Tree } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { mistakeOf } from './failure.ts'

describe('toMatchTree', () => {
  const entry = 'expected dir(...), file(...), linkTo(...), hardLinkTo(...), fifo(), socket() or absent, not'
  test.for([
    [
      'a root that is not there',
      '/gone',
      {},
      undefined,
      'MatcherError not-a-directory: toMatchTree: the received root /gone: expected a directory, not nothing',
    ],
    [
      'a root that is a file',
      '/dev/null',
      {},
      undefined,
      'MatcherError not-a-directory: toMatchTree: the received root /dev/null: expected a directory, not a device',
    ],
    [
      'no path',
      42,
      {},
      undefined,
      'MatcherError not-a-path: toMatchTree: the received value: expected a path, not 42',
    ],
    [
      'no tree',
      '/',
      undefined,
      undefined,
      'MatcherError not-a-tree: toMatchTree: the tree: expected an object of entries, not undefined',
    ],
    [
      'a map, which has no entries of its own',
      '/',
      new Map([['a', file()]]),
      undefined,
      'MatcherError not-a-tree: toMatchTree: the tree: expected an object of entries, not an instance of Map',
    ],
    [
      'a promised tree',
      '/',
      Promise.resolve({}),
      undefined,
      'MatcherError not-a-tree: toMatchTree: the tree: expected an object of entries, not a promise: await it first',
    ],
    [
      'a map of options',
      '/',
      {},
      new Map([['extra', true]]),
      'MatcherError not-an-option: toMatchTree: expected an object of options, not an instance of Map',
    ],
    [
      'a text for a file',
      '/',
      { a: 'x' },
      undefined,
      `MatcherError not-a-tree: toMatchTree: a: ${entry} "x"`,
    ],
    [
      'a bare object for a directory',
      '/',
      { a: { b: file() } },
      undefined,
      `MatcherError not-a-tree: toMatchTree: a: ${entry} an object`,
    ],
    [
      'a tree for entries deep down',
      '/',
      { a: dir({ b: { type: 'dir' } as never }) },
      undefined,
      'MatcherError not-a-tree: toMatchTree: the entries of a/b: expected an object of entries, not undefined',
    ],
    [
      'a negative mode',
      '/',
      { a: { type: 'dir', entries: {}, mode: -1 } },
      undefined,
      `MatcherError not-a-tree: toMatchTree: a: ${entry} one with mode -1`,
    ],
    [
      'an unknown option',
      '/',
      {},
      { extras: true },
      'MatcherError not-an-option: toMatchTree: unknown option "extras"; known: extra',
    ],
    [
      'an option of the wrong kind',
      '/',
      {},
      { extra: 'yes' },
      'MatcherError not-an-option: toMatchTree: extra: expected true or false, not "yes"',
    ],
  ] as const)('throws for %s, with and without .not', ([, received, tree, options, mistake]) => {
    const args = [tree, options] as unknown as [Tree, { extra: boolean }]
    expect(mistakeOf(() => expect(received).toMatchTree(...args))).toBe(mistake)
    expect(mistakeOf(() => expect(received).not.toMatchTree(...args))).toBe(mistake)
    expect(mistakeOf(() => expect([received]).toEqual([expect.not.toMatchTree(...args)]))).toBe(mistake)
  })

  test('throws for a name that no entry can have', async ({ world }) => {
    const w = await world()
    expect(() => expect(w).not.toMatchTree({ 'a/b': file() })).toThrow(
      'a tree cannot have an entry called "a/b"',
    )
  })

  test.for([
    ['itself', { a: hardLinkTo('a') }, 'a: the tree has no file "a" for this hard link.'],
    [
      'a file that is spelled otherwise',
      { a: file(), b: hardLinkTo('./a') },
      'b: the tree has no file "./a" for this hard link.',
    ],
  ] as const)('throws for a hard link to %s, with and without .not', async ([, tree, mistake], { world }) => {
    const w = await world({ a: file(), b: hardLinkTo('a') })
    expect(() => expect(w).toMatchTree(tree, { extra: true })).toThrow(mistake)
    expect(() => expect(w).not.toMatchTree(tree, { extra: true })).toThrow(mistake)
  })
})
