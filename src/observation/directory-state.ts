import { parentOf, parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { resolve } from '../damage/resolve.ts'

/** The state of a required directory; `at` is its path free of links. */
export type DirectoryState =
  /** `uncertain`: permission is missing, or the path leads out of the world. */
  | { readonly is: 'present' | 'absent' | 'uncertain'; readonly at: string }
  /** An entry at the path `by` has to change first: the path itself, or one of its parents. */
  | { readonly is: 'blocked'; readonly by: string }

/** Returns the state of a required directory in a tree. */
export function directoryStateOf(tree: Snapshot, path: string): DirectoryState {
  // The topmost obstacle is the entry that has to change.
  const by = [...parentsOf(path), path].find(part => isObstacle(tree, part, 'dir'))
  if (by !== undefined) return { is: 'blocked', by }
  const found = resolve(tree, path)
  if (found.leads === 'there') {
    const isUsable = (found.entry.mode & 0o700) === 0o700 && maySearchParents(tree, found.path)
    return { is: isUsable ? 'present' : 'uncertain', at: found.path }
  }
  if (found.leads !== 'nowhere') return { is: 'uncertain', at: path }
  const parent = tree.entries.get(parentOf(found.missing))
  const mayMake =
    parent !== undefined && (parent.mode & 0o300) === 0o300 && maySearchParents(tree, found.missing)
  return { is: mayMake ? 'absent' : 'uncertain', at: found.whole }
}

/** Returns whether a user who owns every entry may pass through all parents of a path. */
export function maySearchParents(tree: Snapshot, path: string): boolean {
  return parentsOf(path).every(parent => ((tree.entries.get(parent)?.mode ?? 0) & 0o100) !== 0)
}

/** Returns whether a path holds an entry that neither is nor leads to one of the wanted type. */
export function isObstacle(tree: Snapshot, path: string, wanted: 'dir' | 'file'): boolean {
  const found = resolve(tree, path)
  if (found.leads === 'there') return found.entry.type !== wanted
  const own = resolve(tree, path, false)
  return found.leads !== 'outside' && own.leads === 'there' && own.entry.type === 'link'
}
