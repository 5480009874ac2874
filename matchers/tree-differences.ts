import { contentOf } from '../fixtures/disk/build.ts'
import { type FlatEntry, parentsOf } from '../fixtures/disk/flat-tree.ts'
import { type SnapshotEntry, snapshot } from '../fixtures/snapshot.ts'
import type { Absent } from '../fixtures/tree.ts'
import type { Described } from './tree-argument.ts'

/** One entry that is not as described. */
export interface TreeDifference {
  /** Relative to the root. */
  readonly path: string
  /** What was described, a link's text as it has to be; `absent` for what nobody described. */
  readonly expected: FlatEntry | Absent
  /** What stands there; a `sealed` entry, or one in a sealed directory, could not be read. */
  readonly actual: SnapshotEntry | Absent
  /** Whether it is a difference for sure: not when something could not be read. */
  readonly isKnown: boolean
}

export interface DifferenceOptions {
  /** Whether entries that are not described may be there too. */
  readonly extra: boolean
  /** Whether what its owner may not read is opened for the time of the reading. */
  readonly unseal: boolean
}

/** How a tree on disk differs from a described one, by path. */
export function treeDifferences(
  root: string,
  described: Described,
  { extra, unseal }: DifferenceOptions,
): readonly TreeDifference[] {
  // The dot leads into a root that is itself a link.
  const { entries } = snapshot(`${root}/.`, { unseal })
  const differences: TreeDifference[] = []
  for (const [path, described_] of described) {
    const expected = rooted(described_, root)
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

function rooted(entry: FlatEntry | Absent, root: string): FlatEntry | Absent {
  return entry.type === 'link' ? { ...entry, text: entry.text.replaceAll('{root}', root) } : entry
}

/** Null where it cannot be known. */
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
