import { expect, test } from 'vitest'
import { dir, fifo, file, linkTo } from '../../../fixtures/tree.ts'
import { world } from '../../../fixtures/world.ts'
import { childrenOf, relativeTo, resolve } from '../../../src/damage/resolve.ts'

/** Returns a chain of links, each to the next; the last leads to a directory. */
function chain(length: number) {
  return Object.fromEntries(
    Array.from({ length }, (_, i) => [`c${i}`, linkTo(i === length - 1 ? 'real' : `c${i + 1}`)]),
  )
}

const tree = {
  real: dir({ 'a.jsonl': file('one\n'), deep: dir({ 'b.jsonl': file('two\n') }) }),
  absolute: linkTo('{root}/real'),
  relative: linkTo('real'),
  slash: linkTo('{root}/real/'),
  'to-file-slash': linkTo('real/a.jsonl/'),
  'gone-slash': linkTo('gone/'),
  'to-link': linkTo('absolute'),
  'to-file': linkTo('real/a.jsonl'),
  'to-root': linkTo('{root}'),
  up: dir({ and: linkTo('../real/deep/..'), over: linkTo('../absolute/deep/..') }),
  parent: dir({ self: linkTo('.') }),
  dangling: linkTo('gone/for/good'),
  self: linkTo('self'),
  one: linkTo('two'),
  two: linkTo('one'),
  outside: linkTo('/etc/hostname'),
  above: linkTo('..'),
  beside: linkTo('{root}-2/x'),
  pipe: fifo(),
}

test.each([
  ['the root', '', 'there: '],
  ['a directory', 'real', 'there: real'],
  ['a file', 'real/a.jsonl', 'there: real/a.jsonl'],
  ['an absolute link', 'absolute', 'there: real'],
  ['a relative link', 'relative/deep', 'there: real/deep'],
  ['a link with a trailing slash', 'slash/a.jsonl', 'there: real/a.jsonl'],
  ['a link to a link', 'to-link/a.jsonl', 'there: real/a.jsonl'],
  ['a link to a file', 'to-file', 'there: real/a.jsonl'],
  [
    'a link to a file, with a slash that only a directory may have',
    'to-file-slash',
    'blocked by real/a.jsonl',
  ],
  ['a dangling link with a trailing slash', 'gone-slash', 'nowhere: gone'],
  ['a link to the root', 'to-root/real', 'there: real'],
  ['`..` in a link, from where it stands', 'up/and/a.jsonl', 'there: real/a.jsonl'],
  ['`..` after a link, from where that leads', 'up/over/a.jsonl', 'there: real/a.jsonl'],
  ['a link to its own directory, round and round', 'parent/self/self/self', 'there: parent'],
  ['what is not there', 'real/gone', 'nowhere: real/gone'],
  ['what lies below what is not there', 'gone/a/b', 'nowhere: gone of gone/a/b'],
  ['a dangling link', 'dangling', 'nowhere: gone of gone/for/good'],
  ['what lies below a dangling link', 'dangling/x', 'nowhere: gone of gone/for/good/x'],
  ['a link to itself', 'self', 'loop'],
  ['links in a loop', 'one', 'loop'],
  ['a way out of the tree', 'outside', 'outside'],
  ['a way up and out of the tree', 'above', 'outside'],
  ['a path whose beginning only reads like the root', 'beside', 'outside'],
  ['what lies below a file', 'real/a.jsonl/x', 'blocked by real/a.jsonl'],
  ['`..` below a file, which the kernel refuses too', 'to-file/../a.jsonl', 'blocked by real/a.jsonl'],
  ['what lies below a FIFO', 'pipe/x', 'blocked by pipe'],
])('%s', async (_, path, expected) => {
  await using w = await world(tree)
  const found = resolve(w.snapshot(), path)
  const words = () => {
    if (found.leads === 'there') return `there: ${found.path}`
    if (found.leads === 'blocked') return `blocked by ${found.by}`
    if (found.leads !== 'nowhere') return found.leads
    return `nowhere: ${found.missing}${found.whole === found.missing ? '' : ` of ${found.whole}`}`
  }
  expect(words()).toBe(expected)
})

test('the last link is not followed on request, and those before it are', async () => {
  await using w = await world({ home: linkTo('real'), real: dir({ projects: linkTo('gone') }) })
  expect(resolve(w.snapshot(), 'home/projects', false)).toMatchObject({
    leads: 'there',
    path: 'real/projects',
    entry: { type: 'link', text: 'gone' },
  })
})

test('at most forty links are followed, as by the kernel', async () => {
  await using forty = await world({ ...chain(40), real: dir() })
  expect(resolve(forty.snapshot(), 'c0')).toMatchObject({ leads: 'there', path: 'real' })
  await using more = await world({ ...chain(41), real: dir() })
  expect(resolve(more.snapshot(), 'c0')).toEqual({ leads: 'loop' })
})

test('an absolute path is relative to the root only if it lies in it', async () => {
  await using w = await world()
  const tree = w.snapshot()
  expect([w.root, `${w.root}/a/b`, `${w.root}x`, '/etc', 'a'].map(path => relativeTo(tree, path))).toEqual([
    '',
    'a/b',
    undefined,
    undefined,
    undefined,
  ])
})

test('the children of a directory are its own entries, and no deeper ones', async () => {
  await using w = await world({ a: dir({ b: dir({ c: file('') }), d: file('') }), ab: dir() })
  const tree = w.snapshot()
  expect(childrenOf(tree, '')).toEqual(['a', 'ab'])
  expect(childrenOf(tree, 'a')).toEqual(['a/b', 'a/d'])
  expect(childrenOf(tree, 'a/d')).toEqual([])
})
