import { chmodSync, writeFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import {
  absent,
  dir,
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
    expect(failureOf(() => expect(w).toMatchTree(expected), w)).toBe(
      [
        'the tree is not as described, with 10 differences',
        'paths are relative to ROOT',
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
        '  expected: a symlink to "ROOT/a"',
        '  actual:   a symlink to "ROOT/a/"',
        '',
        'd',
        '  expected: a directory',
        '  actual:   nothing',
        '',
        'd/deep',
        '  expected: a file of 2 bytes, "x\\n"',
        '  actual:   nothing',
        '',
        'e',
        '  expected: nothing',
        '  actual:   a file of 1 byte, "x"',
        '',
        'extra',
        '  expected: nothing',
        '  actual:   a directory',
        '',
        'extra/deep',
        '  expected: nothing',
        '  actual:   an empty file',
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
    expect(failureOf(() => expect(w).toMatchTree({ a: file('x'), b: absent }, { extra: true }), w)).toBe(
      [
        'the tree is not as described, with 1 difference',
        'paths are relative to ROOT',
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
      failureOf(
        () => expect(w).toMatchTree({ d: dir({ f: file('x', { mode: 0o644 }) }, { mode: 0o755 }) }),
        w,
      ),
    ).toBe(
      [
        'the tree is not as described, with 2 differences',
        'paths are relative to ROOT',
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
    expect(failureOf(() => expect(w).toMatchTree({ f: file(line.repeat(100)) }), w)).toBe(
      [
        'the tree is not as described, with 1 difference',
        'paths are relative to ROOT',
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
    const message = failureOf(() => expect(w).toMatchTree({}), w)
    expect(message).toBe(
      [
        'the tree is not as described, with 2 differences',
        'paths are relative to ROOT',
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
    expect(failureOf(() => expect(w).not.toMatchTree({ a: file() }), w)).toBe(
      'expected the tree to differ from the description, but it does not\npaths are relative to ROOT',
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
