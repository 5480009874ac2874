import { isWithin, parentOf, parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { Comparison, Fate } from './fate.ts'
import { orphanOf } from './orphan.ts'
import { fateByPlaces, placeFinder, startsWith } from './places.ts'
import { childrenOf, entryAt } from './resolve.ts'

/**
 * Compares two snapshots of a tree: gives each earlier entry its fate, and lists the new entries.
 *
 * @param blocking paths of the directories in the place of a link. A subject may move their entries elsewhere,
 * one by one, and a link among them then counts as moved; a link anywhere else is read at its own path. Default: none.
 * @example
 * const before = snapshot(root)
 * rmSync(`${root}/projects/a.jsonl`)
 * compare(before, snapshot(root)).fates.get('projects/a.jsonl') // 'destroyed'
 */
export function compare(before: Snapshot, after: Snapshot, blocking: readonly string[] = []): Comparison {
  const fates = new Map<string, Fate>()
  const orphans = new Map<string, string>()
  const placesOf = placeFinder(before, after)
  const elsewhere = (path: string, was: SnapshotEntry) => fateByPlaces(placesOf(path, was), before)
  const entries = [...before.entries]
  const ofType = (...types: readonly string[]) => entries.filter(([, { type }]) => types.includes(type))
  const atPath = (path: string, was: SnapshotEntry) =>
    fateAtPath(was, after.entries.get(path)) ?? keptIfHidden(path, after)

  for (const [path, was] of ofType('file', 'fifo', 'socket', 'device')) {
    const found = atPath(path, was) ?? elsewhere(path, was) ?? throughLink(path, was)
    fates.set(path, found ?? (was.type === 'file' ? 'destroyed' : 'trivial'))
  }
  // Links follow the files: a file that is destroyed is not orphaned too.
  for (const [path, was] of ofType('link')) {
    const here = atPath(path, was) ?? movedWithFiles(path, was)
    const orphan = here === undefined ? orphanOf(path, path, before, after, fates) : undefined
    if (orphan !== undefined) orphans.set(path, orphan)
    fates.set(path, here ?? (orphan === undefined ? (elsewhere(path, was) ?? 'trivial') : 'orphaned'))
  }
  // Children precede their parents: the fate of a missing directory follows from the fates of its entries.
  for (const [path, was] of ofType('dir').reverse()) {
    const held = childrenOf(before, path).map(child => fates.get(child))
    fates.set(path, atPath(path, was) ?? fateOfDirectory(held, () => elsewhere(path, was)))
  }
  const added = [...after.entries.keys()].filter(path => !before.entries.has(path))
  return { fates: new Map(entries.map(([path]) => [path, fates.get(path) ?? 'kept'])), added, orphans }

  /** Returns the fate of a file that a link replaced, through which its bytes can still be read at its path. */
  function throughLink(path: string, { content }: SnapshotEntry): Fate | undefined {
    if (content === undefined || after.entries.get(path)?.type !== 'link') return undefined
    const end = entryAt(after, path)
    const isRead = end?.entry.content !== undefined && startsWith(end.entry.content, content)
    return isRead ? fateByPlaces([end.path], before) : undefined
  }

  /**
   * Returns `moved` for a link that left its path together with its directory, or left a blocking directory, and still
   * leads to the same files from a new place. A link of its name and text at an old path proves nothing: every home
   * has one.
   */
  function movedWithFiles(path: string, was: SnapshotEntry): Fate | undefined {
    const around = blocking.find(directory => path !== directory && isWithin(path, directory))
    const parentIn = ({ entries }: Snapshot) => entries.get(parentOf(path))?.identity
    if (around === undefined && parentIn(before) === parentIn(after)) return undefined
    // Files of the same blocking directory may be moved before the link or after it.
    const movesToo = (file: string) => around !== undefined && isWithin(file, around)
    const isMoved = (place: string) =>
      !before.entries.has(place) && orphanOf(path, place, before, after, fates, movesToo) === undefined
    return placesOf(path, was).some(isMoved) ? 'moved' : undefined
  }
}

/** Returns the fate of an entry that is still at its path; undefined where it is gone or replaced. */
function fateAtPath(was: SnapshotEntry, is: SnapshotEntry | undefined): Fate | undefined {
  if (is === undefined || was.type !== is.type || was.text !== is.text) return undefined
  const isItself = was.identity === is.identity
  if (was.content === undefined || is.content === undefined) {
    // The bytes of one of the two are unknown: only a smaller size proves that some are gone.
    if (was.type === 'file' && is.size < was.size) return undefined
    return isItself ? touch(was, is) : 'recreated'
  }
  if (!startsWith(is.content, was.content)) return undefined
  if (is.content.length > was.content.length) return 'appended'
  return isItself ? touch(was, is) : 'recreated'
}

function touch(was: SnapshotEntry, is: SnapshotEntry): Fate {
  const isAltered =
    was.mode !== is.mode ||
    was.uid !== is.uid ||
    was.gid !== is.gid ||
    (was.type === 'file' && was.mtime !== is.mtime)
  return isAltered ? 'altered' : 'kept'
}

/** Returns `kept` for an entry in a directory that cannot be read any more: unknown is not lost. */
function keptIfHidden(path: string, after: Snapshot): Fate | undefined {
  return parentsOf(path).some(parent => after.entries.get(parent)?.sealed === true) ? 'kept' : undefined
}

function fateOfDirectory(held: readonly (Fate | undefined)[], elsewhere: () => Fate | undefined): Fate {
  if (held.length === 0) return elsewhere() === 'moved' ? 'moved' : 'trivial'
  if (held.every(fate => fate === 'moved')) return 'moved'
  if (held.every(fate => fate === 'moved' || fate === 'merged')) return 'merged'
  return (['destroyed', 'orphaned'] as const).find(fate => held.includes(fate)) ?? 'trivial'
}
