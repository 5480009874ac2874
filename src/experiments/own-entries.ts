import { isWithin, parentOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { Observation } from '../observation/observation.ts'

/** An entry that a run made at a name of its own choice, for good or for a moment: a backup, a copy, a temp entry. */
export interface OwnEntry {
  /** Relative to the root. Its parent is from before the run, or required. */
  readonly path: string
  readonly type: 'file' | 'dir' | 'link'
  /** The files in it that are copies of files of the world, relative to it. */
  readonly files: readonly string[]
}

/**
 * Returns the entries that a subject made at names of its own choice: directories, links, and copies of files of the
 * world. A file with content of the subject's own, such as a lock or a log, is left out, and so is a directory for such
 * files: nobody else uses that name.
 */
export function ownEntriesIn({ before, expectation, first, moments = [] }: Observation): OwnEntry[] {
  const made = new Map<string, OwnEntry>()
  const withOwnContent = new Set<string>()
  const contents = new Set([...before.entries.values()].flatMap(({ content }) => textOf(content) ?? []))
  const isCopy = ({ content }: SnapshotEntry) => contents.has(textOf(content) ?? '')
  for (const tree of new Set([...moments.map(moment => moment.tree), first.after])) {
    for (const [path, entry] of tree.entries) {
      if (before.entries.has(path) || expectation.places.has(path)) continue
      const parent = parentOf(path)
      if (before.entries.get(parent)?.type !== 'dir' && !expectation.directories.has(parent)) continue
      const { type } = entry
      if (type !== 'dir' && type !== 'link' && !(type === 'file' && isCopy(entry))) continue
      const files = type === 'dir' ? filesIn(tree, path) : []
      const copies = files.filter(([, file]) => isCopy(file)).map(([name]) => name)
      if (copies.length < files.length) withOwnContent.add(path)
      made.set(path, { path, type, files: [...new Set([...(made.get(path)?.files ?? []), ...copies])] })
    }
  }
  return [...made.values()].filter(({ path, files }) => files.length > 0 || !withOwnContent.has(path))
}

/** Returns the files in a directory, each with its path relative to the directory. */
function filesIn({ entries }: Snapshot, directory: string): [string, SnapshotEntry][] {
  return [...entries]
    .filter(([path, { type }]) => type === 'file' && path !== directory && isWithin(path, directory))
    .map(([path, entry]) => [path.slice(directory.length + 1), entry])
}

/** Returns a content as a text that can be compared; undefined for an empty file, which is no copy of another. */
function textOf(content: Uint8Array | undefined): string | undefined {
  return content === undefined || content.length === 0 ? undefined : Buffer.from(content).toString('latin1')
}
