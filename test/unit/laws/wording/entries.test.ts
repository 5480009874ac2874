import { describe, expect, test } from 'vitest'
import { dir, fifo, file, linkTo, socket } from '../../../../fixtures/tree.ts'
import {
  describeEntry,
  describeFate,
  describeRole,
  quoteFile,
  quotePath,
} from '../../../../src/laws/wording/entries.ts'
import { observed, type Seen, snapshotOf } from '../../../judging/written-observations.ts'

test('a path is quoted, and the root is a dot', () => {
  expect(['a/b', '', 'a\n'].map(quotePath)).toEqual(['`a/b`', '`.`', '`a\\n`'])
})

test('a fate is a predicate', () => {
  const fates = [
    ...(['kept', 'appended', 'recreated', 'altered', 'moved'] as const),
    ...(['merged', 'destroyed', 'orphaned', 'trivial'] as const),
  ]
  expect(fates.map(describeFate)).toEqual([
    ...['was kept', 'was appended to', 'was removed and recreated', 'was altered', 'was moved'],
    ...['was merged into an existing entry', 'was destroyed', 'was replaced', 'was removed'],
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
  ['gone', 'absent'],
])('the entry at `%s` is %s', (path, words) => {
  const { entries, seenAs } = snapshotOf(tree)
  expect(describeEntry(entries.get(path), seenAs)).toBe(words)
})

test('a file is quoted with its size', () => {
  const { entries } = snapshotOf(tree)
  expect(['empty', 'one', 'two', 'gone'].map(path => quoteFile(path, entries.get(path)))).toEqual([
    '`empty` (0 bytes)',
    '`one` (1 byte)',
    '`two` (2 bytes)',
    '`gone` (0 bytes)',
  ])
})

describe('the role of a path', () => {
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
    setup: {
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
    ['a/projects-2', 'it was in the account home `a`'],
    ['a/env', 'it was a symlink to "{root}/e" where a link belongs'],
    ['a', 'it was where an account home belongs'],
    ['b', 'it was where an account home belongs'],
    ['f', 'it was where an account home belongs'],
    ['real', 'the request does not mention `real`'],
    ['real/settings.json', 'it was in the account home `b`'],
    ['realm', 'the request does not mention `realm`'],
    ['shared', 'it was where a shared target belongs'],
    ['shared/b.jsonl', 'it was in the shared target `shared`'],
    ['shared-2', 'the request does not mention `shared-2`'],
    ['pool', 'it was where a shared target belongs'],
    ['pool/c.jsonl', 'it was in the shared target `e`'],
    ['elsewhere/x', 'the request does not mention `x`'],
    ['undefined/x', 'the request does not mention `x`'],
  ])('%s: %s', (path, words) => {
    expect(describeRole(path, observed(roles))).toBe(words)
  })
})
