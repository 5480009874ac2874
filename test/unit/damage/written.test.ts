import { expect, test } from 'vitest'
import type { EntryType, Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import { compare } from '../../../src/damage/compare.ts'

// What a test cannot bring about on a disk at will is written down.

function tree(entries: Readonly<Record<string, EntryType>>, identity = 'one'): Snapshot {
  const facts = { mode: 0o755, uid: 0, gid: 0, size: 0, mtime: 0 }
  const written = Object.entries(entries).map(
    ([path, type]) => [path, { ...facts, type, identity: path === '' ? 'root' : identity }] as const,
  )
  return { root: '/w', seenAs: '/w', entries: new Map<string, SnapshotEntry>(written) }
}

test('a device that is gone is trivially lost', () => {
  const { fates } = compare(tree({ '': 'dir', tty: 'device' }), tree({ '': 'dir' }))
  expect([...fates]).toEqual([
    ['', 'kept'],
    ['tty', 'trivial'],
  ])
})

test('where a file system has handed a number out again, an entry of another type is another entry', () => {
  const { fates } = compare(tree({ '': 'dir', projects: 'dir' }), tree({ '': 'dir', log: 'file' }))
  expect(fates.get('projects')).toBe('trivial')
})

test('a FIFO that is gone has moved where another of its name is new, since each is like the other', () => {
  const { fates } = compare(
    tree({ '': 'dir', pipe: 'fifo' }, 'one'),
    tree({ '': 'dir', 'h/pipe': 'fifo' }, 'other'),
  )
  expect(fates.get('pipe')).toBe('moved')
})
