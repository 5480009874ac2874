import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { describe, expect } from 'vitest'
import { dir, fifo, file, linkTo, type Snapshot, usual, type World } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { plan } from '../../../src/reconciler/api.ts'
import { failureOf, mistakeOf } from './failure.ts'

describe('toBeUntouchedSince', () => {
  test('passes if the root was only read', async ({ world }) => {
    const w = await world(usual.oneDivergent())
    const before = w.snapshot()
    plan(w.homes, w.required)
    expect(w).toBeUntouchedSince(before)
    expect(w.root).toBeUntouchedSince(before)
  })

  const tree = {
    d: dir({ f: file('x') }, { mode: 0o755 }),
    e: dir(),
    f: file('one', { mode: 0o644 }),
    l: linkTo('d'),
    p: fifo(),
  }
  const cases: readonly (readonly [string, (w: World) => void, readonly string[]])[] = [
    [
      'appended to',
      w => appendFileSync(w.path('f'), ' more'),
      ['f (appended)', '  was: a file of 3 bytes, "one"', '  now: a file of 8 bytes, "one more"'],
    ],
    [
      'altered in mode',
      w => chmodSync(w.path('d'), 0o700),
      ['d (altered)', '  was: a directory', '  now: a directory; mode 0755 became 0700'],
    ],
    [
      'altered in time',
      w => utimesSync(w.path('f'), 1, 1),
      [
        'f (altered)',
        '  was: a file of 3 bytes, "one"',
        '  now: a file of 3 bytes, "one"; its modification time changed',
      ],
    ],
    ['lost', w => unlinkSync(w.path('p')), ['p (trivial)', '  was: a FIFO', '  now: nothing']],
    [
      'moved',
      w => renameSync(w.path('f'), w.path('e/f')),
      [
        'f (moved)',
        '  was: a file of 3 bytes, "one"',
        '  now: nothing',
        '  moved to: e/f',
        '',
        'e/f (new)',
        '  now: a file of 3 bytes, "one"',
      ],
    ],
  ]
  test.for(cases)('fails for what is %s', async ([, touch, lines], { world }) => {
    const w = await world(tree)
    const before = w.snapshot()
    touch(w)
    const isNew = lines.some(line => line.endsWith('(new)')) ? '1 is new' : '0 are new'
    expect(failureOf(() => expect(w).toBeUntouchedSince(before))).toBe(
      [`1 of 7 paths has been touched since the snapshot, and ${isNew}`, '', ...lines].join('\n'),
    )
    expect(w).not.toBeUntouchedSince(before)
  })

  test('shows where a directory, and what was in it, went', async ({ world }) => {
    const w = await world({
      a: dir({ x: file('one'), y: file('two') }),
      b: dir({ z: file('three') }),
      c: dir({ z: file('three') }),
    })
    const before = w.snapshot()
    renameSync(w.path('a'), w.path('a.bak'))
    unlinkSync(w.path('b/z'))
    rmdirSync(w.path('b'))
    expect(failureOf(() => expect(w).toBeUntouchedSince(before))).toBe(
      [
        '5 of 8 paths have been touched since the snapshot, and 3 are new',
        '',
        'a (moved)',
        '  was: a directory',
        '  now: nothing',
        '  moved to: a.bak',
        '  with it: x, y',
        '',
        'b (merged)',
        '  was: a directory',
        '  now: nothing',
        '  merged into: c',
        '  with it: z',
        '',
        'a.bak (new)',
        '  now: a directory',
        '  with it: x, y',
      ].join('\n'),
    )
  })

  test('fails for an entry that was made again and looks the same', async ({ world }) => {
    const w = await world({ f: file('one') })
    const before = w.snapshot()
    renameSync(w.path('f'), `${w.root}.aside`)
    writeFileSync(w.path('f'), 'one')
    expect(failureOf(() => expect(w).toBeUntouchedSince(before))).toMatch(
      /^f \(recreated\)\n {2}was: a file of 3 bytes, "one"\n {2}now: a file of 3 bytes, "one"; it was made again/mu,
    )
  })

  test('fails for a new entry', async ({ world }) => {
    const w = await world()
    const before = w.snapshot()
    mkdirSync(w.path('d'))
    writeFileSync(w.path('d/f\n'), 'x')
    expect(failureOf(() => expect(w).toBeUntouchedSince(before))).toBe(
      [
        '0 of 1 path have been touched since the snapshot, and 2 are new',
        '',
        'd (new)',
        '  now: a directory',
        '  with it: f\\n',
      ].join('\n'),
    )
  })

  test('negated, fails if nothing is touched', async ({ world }) => {
    const w = await world({ f: file() })
    const before = w.snapshot()
    expect(failureOf(() => expect(w).not.toBeUntouchedSince(before))).toBe(
      'expected a touched or new entry since the snapshot, but none of 2 paths is touched, and none is new',
    )
  })

  test('works in objects, resolves, and can be polled', async ({ world }) => {
    const w = await world({ f: file('x') })
    const before = w.snapshot()
    await expect(Promise.resolve(w)).resolves.toBeUntouchedSince(before)
    expect({ w }).toEqual({ w: expect.toBeUntouchedSince(before) })
    setTimeout(() => appendFileSync(w.path('f'), 'y'), 20)
    await expect.poll(() => w, { interval: 5 }).not.toBeUntouchedSince(before)
    expect({ w }).toEqual({ w: expect.not.toBeUntouchedSince(before) })
    expect({ w }).not.toEqual({ w: expect.toBeUntouchedSince(before) })
  })

  test.fails('can be soft', async ({ world }) => {
    const w = await world()
    const before = w.snapshot()
    mkdirSync(w.path('d'))
    expect.soft(w).toBeUntouchedSince(before)
  })

  test('throws for a value that is not a snapshot, with and without .not', () => {
    const none = {} as unknown as Snapshot
    const mistake =
      'MatcherError not-a-snapshot: toBeUntouchedSince: expected a snapshot of the root, not an object'
    expect(mistakeOf(() => expect('/').toBeUntouchedSince(none))).toBe(mistake)
    expect(mistakeOf(() => expect('/').not.toBeUntouchedSince(none))).toBe(mistake)
    expect(mistakeOf(() => expect(['/']).toEqual([expect.not.toBeUntouchedSince(none)]))).toBe(mistake)
  })
})
