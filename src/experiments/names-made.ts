import { isWithin, parentOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { Observation } from '../observation/observation.ts'

/** Something that a run made at a name of its own choice, for good or for a moment: a backup, a copy, a temp entry. */
export interface Made {
  /** Relative to the root; its parent stood there before, or was asked for. */
  readonly path: string
  readonly type: 'file' | 'dir' | 'link'
  /** Files that it held and that are the world's, relative to it. */
  readonly files: readonly string[]
}

/**
 * The names that a subject took for itself in a run: of directories, links, and files that hold what a file of the
 * world held. A lock, a log or a note is a file with content of its own, and nobody else has that name, nor that of a
 * directory for such files.
 */
export function namesMade({ before, expectation, first, moments = [] }: Observation): Made[] {
  const made = new Map<string, Made>()
  const ownPlaces = new Set<string>()
  const known = new Set([...before.entries.values()].flatMap(({ content }) => textIn(content) ?? []))
  const isCopy = ({ content }: SnapshotEntry) => known.has(textIn(content) ?? '')
  for (const tree of new Set([...moments.map(moment => moment.tree), first.after])) {
    for (const [path, entry] of tree.entries) {
      if (before.entries.has(path) || expectation.places.has(path)) continue
      const parent = parentOf(path)
      if (before.entries.get(parent)?.type !== 'dir' && !expectation.directories.has(parent)) continue
      const { type } = entry
      if (type !== 'dir' && type !== 'link' && !(type === 'file' && isCopy(entry))) continue
      const held = type === 'dir' ? filesIn(tree, path) : []
      const copies = held.filter(([, file]) => isCopy(file)).map(([name]) => name)
      if (copies.length < held.length) ownPlaces.add(path)
      made.set(path, { path, type, files: [...new Set([...(made.get(path)?.files ?? []), ...copies])] })
    }
  }
  return [...made.values()].filter(({ path, files }) => files.length > 0 || !ownPlaces.has(path))
}

/** The files in a directory, by their paths from there. */
function filesIn({ entries }: Snapshot, directory: string): [string, SnapshotEntry][] {
  return [...entries]
    .filter(([path, { type }]) => type === 'file' && path !== directory && isWithin(path, directory))
    .map(([path, entry]) => [path.slice(directory.length + 1), entry])
}

/** What tells one content from another; undefined for none. */
function textIn(content: Uint8Array | undefined): string | undefined {
  return content === undefined || content.length === 0 ? undefined : Buffer.from(content).toString('latin1')
}
