import { chmodSync, writeFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import {
  absent,
  dir,
  type File,
  fifo,
  file,
  hardLinkTo,
  linkTo,
  socket,
  type Tree,
  usual,
} from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { failureOf } from './failure.ts'

const EVERYTHING: Tree = {
  d: dir({ empty: dir(), text: file('x'), bytes: file(Uint8Array.of(0, 255)) }),
  l: linkTo('{root}/d'),
  h: hardLinkTo('d/text'),
  p: fifo(),
  s: socket(),
  '\udcff\n': file('odd'),
}

describe('toMatchTree', () => {
  test('passes for the tree that a world was built of, for the world and for its path', async ({ world }) => {
    const w = await world(EVERYTHING)
    expect(w).toMatchTree(EVERYTHING)
    expect(w.root).toMatchTree(EVERYTHING)
    expect(`${w.root}/`).toMatchTree(EVERYTHING)
  })

  test.for(Object.entries(usual))('passes for the usual world %s', async ([, make], { world }) => {
    expect(await world(make())).toMatchTree(make())
  })

  test('puts every difference in one message, by path', async ({ world }) => {
    const w = await world({
      a: dir(),
      b: file('one'),
      c: linkTo('{root}/a/'),
      e: file('x'),
      f: file('x'),
      g: fifo(),
      extra: dir({ deep: file() }),
    })
    const expected = {
      a: file(),
      b: file('two'),
      c: linkTo('{root}/a'),
      d: dir({ deep: file('x\n') }),
      e: absent,
      f: hardLinkTo('b'),
      g: socket(),
    }
    expect(failureOf(() => expect(w).toMatchTree(expected))).toBe(
      [
        'the tree is not as described, with 10 differences',
        '',
        'a',
        '  expected: an empty file',
        '  actual:   a directory',
        '',
        'b',
        '  expected: a file of 3 bytes, "two"',
        '  actual:   a file of 3 bytes, "one"',
        '',
        'c',
        '  expected: a symlink to "{root}/a"',
        '  actual:   a symlink to "{root}/a/"',
        '',
        'd',
        '  expected: a directory',
        '  actual:   nothing',
        '  with it: deep',
        '',
        'e',
        '  expected: nothing',
        '  actual:   a file of 1 byte, "x"',
        '',
        'extra',
        '  expected: nothing',
        '  actual:   a directory',
        '  with it: deep',
        '',
        'f',
        '  expected: a hard link to b',
        '  actual:   a file of 1 byte, "x"',
        '',
        'g',
        '  expected: a socket',
        '  actual:   a FIFO',
      ].join('\n'),
    )
  })

  test('has the differences as a diff', async ({ world }) => {
    const long = (end: string) => file(`${'line\n'.repeat(20)}${end}`)
    const w = await world({
      a: file('one'),
      big: long('here'),
      extra: dir({ f: file() }),
      l: linkTo('{root}/a'),
      same: file(),
    })
    const tree = {
      a: file('two'),
      big: long('gone'),
      l: linkTo('{root}/extra'),
      missing: dir(),
      same: file(),
    }
    expect(sidesOf(() => expect(w).toMatchTree(tree))).toEqual({
      expected: [
        'a: a file of 3 bytes, "two"',
        'big: a file of 104 bytes, from byte 100 "line\\nline\\ngone"',
        'l: a symlink to "{root}/extra"',
        'missing: a directory',
      ].join('\n'),
      actual: [
        'a: a file of 3 bytes, "one"',
        'big: a file of 104 bytes, from byte 100 "line\\nline\\nhere"',
        'extra: a directory',
        'extra/f: an empty file',
        'l: a symlink to "{root}/a"',
      ].join('\n'),
    })
    expect(sidesOf(() => expect(w).not.toMatchTree({}, { extra: true }))).toEqual({})
  })

  test('cuts a long list of differences, and counts the rest', async ({ world }) => {
    const files = Array.from({ length: 300 }, (_, i): [string, File] => [String(i).padStart(3, '0'), file()])
    const w = await world(Object.fromEntries(files))
    const lines = failureOf(() => expect(w).toMatchTree({})).split('\n')
    expect(lines.slice(0, 5)).toEqual([
      'the tree is not as described, with 300 differences',
      '',
      '000',
      '  expected: nothing',
      '  actual:   an empty file',
    ])
    expect(lines.slice(-2)).toEqual(['', '... and 290 more'])
    expect(lines.length).toBe(43)
    expect(
      sidesOf(() => expect(w).toMatchTree({}))
        .actual?.split('\n')
        .slice(-2),
    ).toEqual(['099: an empty file', '... and 200 more'])
  })

  test('has the differences as data', async ({ world }) => {
    const w = await world({ b: file() })
    let context: unknown
    try {
      expect(w).toMatchTree({ a: linkTo('{root}/b'), b: file() })
    } catch (error) {
      context = Reflect.get(Object(error), '__vitest_error_context__')
    }
    expect(context).toMatchObject({
      meta: {
        differences: [
          {
            path: 'a',
            expected: { type: 'link', text: w.path('b') },
            actual: { type: 'absent' },
            isKnown: true,
          },
        ],
      },
    })
  })

  test('accepts entries that are not described with extra, but not absent ones', async ({ world }) => {
    const w = await world({ a: file('x'), b: file('y'), d: dir({ more: file() }) })
    expect(w).toMatchTree({ a: file('x'), d: dir() }, { extra: true })
    expect(w).not.toMatchTree({ a: file('x'), d: dir() })
    expect(failureOf(() => expect(w).toMatchTree({ a: file('x'), b: absent }, { extra: true }))).toBe(
      [
        'the tree is not as described, with 1 difference',
        '',
        'b',
        '  expected: nothing',
        '  actual:   a file of 1 byte, "y"',
      ].join('\n'),
    )
  })

  test('compares a mode only if one is given', async ({ world }) => {
    const w = await world({ d: dir({ f: file('x', { mode: 0o600 }) }, { mode: 0o700 }) })
    expect(w).toMatchTree({ d: dir({ f: file('x') }) })
    expect(w).toMatchTree({ d: dir({ f: file('x', { mode: 0o600 }) }, { mode: 0o700 }) })
    expect(
      failureOf(() => expect(w).toMatchTree({ d: dir({ f: file('x', { mode: 0o644 }) }, { mode: 0o755 }) })),
    ).toBe(
      [
        'the tree is not as described, with 2 differences',
        '',
        'd',
        '  expected: a directory, mode 0755',
        '  actual:   a directory, mode 0700',
        '',
        'd/f',
        '  expected: a file of 1 byte, "x", mode 0644',
        '  actual:   a file of 1 byte, "x", mode 0600',
      ].join('\n'),
    )
  })

  test('shows where two long files begin to differ', async ({ world }) => {
    const line = '{"type":"user","message":"hello"}\n'
    const w = await world({ f: file(`${line.repeat(100)}tail`) })
    expect(failureOf(() => expect(w).toMatchTree({ f: file(line.repeat(100)) }))).toBe(
      [
        'the tree is not as described, with 1 difference',
        '',
        'f',
        '  expected: a file of 3400 bytes',
        '  actual:   a file of 3404 bytes',
        '  from byte 3400: expected ":\\"hello\\"}\\n", actual ":\\"hello\\"}\\ntail"',
      ].join('\n'),
    )
  })

  test('follows a root that is itself a link, and no link below it', async ({ world }) => {
    const w = await world({
      real: dir({ up: linkTo('..'), at: linkTo('{root}/real') }),
      alias: linkTo('real'),
    })
    expect(w.path('alias')).toMatchTree({ up: linkTo('..'), at: linkTo(w.path('real')) })
  })

  test('escapes names and texts', async ({ world }) => {
    const w = await world({ 'a\n\u001b[2J': file('\u0007'), '\udcff': linkTo('\udcfe') })
    const message = failureOf(() => expect(w).toMatchTree({}))
    expect(message).toBe(
      [
        'the tree is not as described, with 2 differences',
        '',
        'a\\n\\x1b[2J',
        '  expected: nothing',
        '  actual:   a file of 1 byte, "\\x07"',
        '',
        '\\xff',
        '  expected: nothing',
        '  actual:   a symlink to "\\xfe"',
      ].join('\n'),
    )
  })

  test('negated, fails if the tree is as described', async ({ world }) => {
    const w = await world({ a: file() })
    expect(failureOf(() => expect(w).not.toMatchTree({ a: file() }))).toBe(
      'expected the tree to differ from the description, but it does not',
    )
  })

  test('works in objects, resolves, and can be polled', async ({ world }) => {
    const w = await world({ a: dir() })
    setTimeout(() => writeFileSync(w.path('a/b'), 'x'), 20)
    const grown = { a: dir({ b: file('x') }) }
    expect({ w }).not.toEqual({ w: expect.toMatchTree(grown) })
    expect({ w }).toEqual({ w: expect.not.toMatchTree(grown) })
    await expect.poll(() => w, { interval: 5 }).toMatchTree(grown)
    await expect(Promise.resolve(w)).resolves.toMatchTree(grown)
    expect({ w }).toEqual({ w: expect.toMatchTree(grown) })
  })

  test('opens closed entries of a world, and restores their modes', async ({ world }) => {
    const w = await world({ d: dir({ f: file('x') }) })
    chmodSync(w.path('d'), 0)
    expect(w).toMatchTree({ d: dir({ f: file('x') }, { mode: 0 }) })
    expect(w).toMatchTree({ d: dir({ f: file('x') }, { mode: 0 }) })
  })

  test.fails('can be soft', async ({ world }) => {
    expect.soft(await world()).toMatchTree({ a: file() })
  })
})

/** Returns the two sides of the diff of the error that a function throws. */
function sidesOf(fn: () => void): { readonly expected?: string; readonly actual?: string } {
  try {
    fn()
  } catch (error) {
    const { expected, actual } = Object(error)
    return expected === undefined && actual === undefined ? {} : { expected, actual }
  }
  throw new Error('expected an error, but nothing was thrown')
}
