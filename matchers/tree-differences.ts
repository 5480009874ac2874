import { contentOf } from '../fixtures/disk/build.ts'
import { type FlatEntry, parentsOf } from '../fixtures/disk/flat-tree.ts'
import { type SnapshotEntry, snapshot } from '../fixtures/snapshot.ts'
import type { Absent } from '../fixtures/tree.ts'
import type { DescribedTree } from './tree-argument.ts'

/** One difference between a described tree and the actual one. */
export interface TreeDifference {
  /** Relative to the root. */
  readonly path: string
  /** The described entry, with `{root}` replaced in a link's text; `absent` for one that is not described. */
  readonly expected: FlatEntry | Absent
  /** The actual entry; `absent` also for one in a directory that could not be read. */
  readonly actual: SnapshotEntry | Absent
  /** Whether the difference is certain: not where an entry could not be read. */
  readonly isKnown: boolean
}

/** How to compare two trees. */
export interface DifferenceOptions {
  /** Whether the root may hold entries that are not described. */
  readonly extra: boolean
  /** Whether to add missing permissions while an entry is read. */
  readonly unseal: boolean
}

/** Returns the differences between a tree on disk and a described one, by path. */
export function treeDifferences(
  root: string,
  described: DescribedTree,
  { extra, unseal }: DifferenceOptions,
): readonly TreeDifference[] {
  // The dot makes the snapshot follow a root that is itself a link.
  const { entries } = snapshot(`${root}/.`, { unseal })
  const differences: TreeDifference[] = []
  for (const [path, entry] of described) {
    const expected = withRoot(entry, root)
    const actual = entries.get(path) ?? { type: 'absent' }
    const isSame = isAsDescribed(expected, path, actual, entries)
    if (isSame !== true) differences.push({ path, expected, actual, isKnown: isSame === false })
  }
  for (const [path, actual] of entries) {
    const isExtra = path !== '' && !described.has(path)
    if (isExtra && !extra) differences.push({ path, expected: { type: 'absent' }, actual, isKnown: true })
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function withRoot(entry: FlatEntry | Absent, root: string): FlatEntry | Absent {
  return entry.type === 'link' ? { ...entry, text: entry.text.replaceAll('{root}', root) } : entry
}

/** Returns whether an entry is as described; null where it could not be read. */
function isAsDescribed(
  expected: FlatEntry | Absent,
  path: string,
  actual: SnapshotEntry | Absent,
  entries: ReadonlyMap<string, SnapshotEntry>,
): boolean | null {
  if (actual.type === 'absent') {
    const isHidden = parentsOf(path).some(parent => entries.get(parent)?.sealed === true)
    return isHidden ? null : expected.type === 'absent'
  }
  switch (expected.type) {
    case 'absent':
      return false
    case 'hard-link':
      return actual.type === 'file' && entries.get(expected.to)?.identity === actual.identity
    case 'link':
      return actual.text === expected.text
    case 'dir':
      if (actual.type !== 'dir' || !hasMode(expected, actual)) return false
      return actual.sealed === true ? null : true
    case 'file':
      if (actual.type !== 'file' || !hasMode(expected, actual)) return false
      return actual.content === undefined
        ? null
        : Buffer.compare(contentOf(expected.content), actual.content) === 0
    default:
      return actual.type === expected.type
  }
}

function hasMode({ mode }: { readonly mode?: number }, actual: SnapshotEntry): boolean {
  return mode === undefined || mode === actual.mode
}
