import { describe, expect, test } from 'vitest'
import { dir, fifo, file, linkTo, socket } from '../../../../fixtures/tree.ts'
import {
  entryInWords,
  fateInWords,
  pathInWords,
  roleInWords,
  sizeInWords,
} from '../../../../src/laws/wording/entries.ts'
import { observed, type Seen, written } from '../../../judging/written-observations.ts'

test('a path is quoted, and the root is a dot', () => {
  expect(['a/b', '', 'a\n'].map(pathInWords)).toEqual(['`a/b`', '`.`', '`a\\n`'])
})

test('a fate is told by what was done', () => {
  const fates = [
    ...(['kept', 'appended', 'recreated', 'altered', 'moved'] as const),
    ...(['merged', 'destroyed', 'orphaned', 'trivial'] as const),
  ]
  expect(fates.map(fateInWords)).toEqual([
    ...['was kept', 'was appended to', 'was removed and made again', 'was altered', 'was moved'],
    ...['was merged into what was there', 'was destroyed', 'was replaced', 'was removed'],
  ])
})

const tree = {
  dir: dir(),
  empty: file(''),
  one: file('x'),
  two: file('xy'),
  link: linkTo('{root}/dir'),
  pipe: fifo(),
  sock: socket(),
}

test.each([
  ['dir', 'a directory'],
  ['one', 'a file'],
  ['link', 'a symlink to "{root}/dir"'],
  ['pipe', 'a FIFO'],
  ['sock', 'a socket'],
  ['gone', 'not there'],
])('what stands at `%s` is %s', (path, words) => {
  const { entries, seenAs } = written(tree)
  expect(entryInWords(entries.get(path), seenAs)).toBe(words)
})

test('a size is told in bytes', () => {
  const { entries } = written(tree)
  expect(['empty', 'one', 'two', 'gone'].map(path => sizeInWords(entries.get(path)))).toEqual([
    '(0 bytes)',
    '(1 byte)',
    '(2 bytes)',
    '(0 bytes)',
  ])
})

describe('what stood at a path is told by its role', () => {
  const roles: Seen = {
    in: {
      a: dir({ projects: dir({ 'a.jsonl': file('x') }), 'projects-2': file('x'), env: linkTo('{root}/e') }),
      b: linkTo('real'),
      real: dir({ 'settings.json': file('x') }),
      realm: file('x'),
      shared: dir({ 'b.jsonl': file('x') }),
      'shared-2': file('x'),
      e: linkTo('pool'),
      pool: dir({ 'c.jsonl': file('x') }),
      f: file('x'),
    },
    scene: {
      homes: ['a', 'b', 'gone', 'f'],
      links: [
        { name: 'projects', target: 'shared' },
        { name: 'env', target: 'e' },
        { name: 'undo', target: 'nowhere' },
      ],
    },
  }
  test.each([
    ['a/projects', 'it was a directory where a link belongs'],
    ['a/projects/a.jsonl', '`a/projects` was a directory'],
    ['a/projects-2', 'it lay in the account home `a`'],
    ['a/env', 'it was a symlink to "{root}/e" where a link belongs'],
    ['a', 'it stood where an account home belongs'],
    ['b', 'it stood where an account home belongs'],
    ['f', 'it stood where an account home belongs'],
    ['real', 'nobody asked for anything at `real`'],
    ['real/settings.json', 'it lay in the account home `b`'],
    ['realm', 'nobody asked for anything at `realm`'],
    ['shared', 'it stood where a shared target belongs'],
    ['shared/b.jsonl', 'it lay in the shared target `shared`'],
    ['shared-2', 'nobody asked for anything at `shared-2`'],
    ['pool', 'it stood where a shared target belongs'],
    ['pool/c.jsonl', 'it lay in the shared target `e`'],
    ['elsewhere/x', 'nobody asked for anything at `x`'],
    ['undefined/x', 'nobody asked for anything at `x`'],
  ])('%s: %s', (path, words) => {
    expect(roleInWords(path, observed(roles))).toBe(words)
  })
})
