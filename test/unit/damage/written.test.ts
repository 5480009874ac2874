import { expect, test } from 'vitest'
import type { EntryType, Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import { compare } from '../../../src/damage/compare.ts'

// These trees are written by hand, since a test cannot build them on disk.

function tree(entries: Readonly<Record<string, EntryType>>, identity = 'one'): Snapshot {
  const facts = { mode: 0o755, uid: 0, gid: 0, size: 0, mtime: 0 }
  const written = Object.entries(entries).map(
    ([path, type]) => [path, { ...facts, type, identity: path === '' ? 'root' : identity }] as const,
  )
  return { root: '/w', seenAs: '/w', entries: new Map<string, SnapshotEntry>(written) }
}

test('a removed device is trivially lost', () => {
  const { fates } = compare(tree({ '': 'dir', tty: 'device' }), tree({ '': 'dir' }))
  expect([...fates]).toEqual([
    ['', 'kept'],
    ['tty', 'trivial'],
  ])
})

test('an entry of another type with the same inode number is another entry', () => {
  const { fates } = compare(tree({ '': 'dir', projects: 'dir' }), tree({ '': 'dir', log: 'file' }))
  expect(fates.get('projects')).toBe('trivial')
})

test('a removed FIFO is moved if another of its name is new, since all FIFOs are equal', () => {
  const { fates } = compare(
    tree({ '': 'dir', pipe: 'fifo' }, 'one'),
    tree({ '': 'dir', 'h/pipe': 'fifo' }, 'other'),
  )
  expect(fates.get('pipe')).toBe('moved')
})
