import { isWithin, parentOf, parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import { type Elsewhere, elsewhereAt, searchElsewhere, startsWith } from './elsewhere.ts'
import type { Comparison, Fate } from './fate.ts'
import { orphanOf } from './orphan.ts'
import { childrenOf } from './resolve.ts'

/**
 * What became of everything that stood in a tree, and what is new in it. A pure function of two snapshots.
 *
 * @param inTheWay paths of directories whose entries may be carried elsewhere one by one, links among them: those that
 * stand where a link belongs. By a link that stands anywhere else something is read at its own path.
 * @example compare(before, snapshot(root)).fates.get('projects/a.jsonl') // 'destroyed'
 */
export function compare(before: Snapshot, after: Snapshot, inTheWay: readonly string[] = []): Comparison {
  const fates = new Map<string, Fate>()
  const orphans = new Map<string, string>()
  const placesOf = searchElsewhere(before, after)
  const elsewhere = (path: string, was: SnapshotEntry) => elsewhereAt(placesOf(path, was), before)
  const entries = [...before.entries]
  const of = (...types: readonly string[]) => entries.filter(([, { type }]) => types.includes(type))
  const atPath = (path: string, was: SnapshotEntry) =>
    fateAtPath(was, after.entries.get(path)) ?? unknown(path, after)

  for (const [path, was] of of('file', 'fifo', 'socket', 'device')) {
    fates.set(
      path,
      atPath(path, was) ?? elsewhere(path, was) ?? (was.type === 'file' ? 'destroyed' : 'trivial'),
    )
  }
  // After the files, since one that is destroyed is not orphaned as well.
  for (const [path, was] of of('link')) {
    const here = atPath(path, was) ?? carried(path, was)
    const orphan = here === undefined ? orphanOf(path, path, before, after, fates) : undefined
    if (orphan !== undefined) orphans.set(path, orphan)
    fates.set(path, here ?? (orphan === undefined ? (elsewhere(path, was) ?? 'trivial') : 'orphaned'))
  }
  // Children first: a directory that is gone fares as what it held.
  for (const [path, was] of of('dir').reverse()) {
    const held = childrenOf(before, path).map(child => fates.get(child))
    fates.set(path, atPath(path, was) ?? fateOfDirectory(held, () => elsewhere(path, was)))
  }
  const added = [...after.entries.keys()].filter(path => !before.entries.has(path))
  return { fates: new Map(entries.map(([path]) => [path, fates.get(path) ?? 'kept'])), added, orphans }

  /**
   * A link whose directory was moved away with it, or that was carried out of one that is in the way, and that leads to
   * the same files from where it is, is moved too. One that stood elsewhere all along shows nothing: every home has a
   * link of that name and text.
   */
  function carried(path: string, was: SnapshotEntry): Fate | undefined {
    const around = inTheWay.find(directory => path !== directory && isWithin(path, directory))
    const parentIn = ({ entries }: Snapshot) => entries.get(parentOf(path))?.identity
    if (around === undefined && parentIn(before) === parentIn(after)) return undefined
    // What is carried out of the same directory goes before it or after it.
    const goesToo = (file: string) => around !== undefined && isWithin(file, around)
    const isCarried = (place: string) =>
      !before.entries.has(place) && orphanOf(path, place, before, after, fates, goesToo) === undefined
    return placesOf(path, was).some(isCarried) ? 'moved' : undefined
  }
}

/** The fate of what still has its path; undefined where it has not, or something else stands there. */
function fateAtPath(was: SnapshotEntry, is: SnapshotEntry | undefined): Fate | undefined {
  if (is === undefined || was.type !== is.type || was.text !== is.text) return undefined
  const isItself = was.identity === is.identity
  if (was.content === undefined || is.content === undefined) {
    // Of a file that could not be read, its size alone tells that bytes are gone.
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

/** What lies in a directory that cannot be read any more is unknown, which is not lost. */
function unknown(path: string, after: Snapshot): Fate | undefined {
  return parentsOf(path).some(parent => after.entries.get(parent)?.sealed === true) ? 'kept' : undefined
}

function fateOfDirectory(held: readonly (Fate | undefined)[], elsewhere: () => Elsewhere): Fate {
  if (held.length === 0) return elsewhere() === 'moved' ? 'moved' : 'trivial'
  if (held.every(fate => fate === 'moved')) return 'moved'
  if (held.every(fate => fate === 'moved' || fate === 'merged')) return 'merged'
  return (['destroyed', 'orphaned'] as const).find(fate => held.includes(fate)) ?? 'trivial'
}
