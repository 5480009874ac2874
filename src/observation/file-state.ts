import { parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { resolve } from '../damage/resolve.ts'
import { type DirectoryState, isObstacle, maySearchParents } from './directory-state.ts'

/** The state of a required file, which only somebody who knows its content can make where it is `missing`. */
export type FileState = DirectoryState | { readonly is: 'missing'; readonly at: string }

/** Returns the state of a required file in a tree. */
export function fileStateOf(tree: Snapshot, path: string): FileState {
  const by = parentsOf(path).find(parent => isObstacle(tree, parent, 'dir'))
  if (by !== undefined) return { is: 'blocked', by }
  if (isObstacle(tree, path, 'file')) return { is: 'blocked', by: path }
  const found = resolve(tree, path)
  if (found.leads === 'nowhere') return { is: 'missing', at: found.whole }
  if (found.leads !== 'there') return { is: 'uncertain', at: path }
  const isUsable = (found.entry.mode & 0o400) !== 0 && maySearchParents(tree, found.path)
  return { is: isUsable ? 'present' : 'uncertain', at: found.path }
}
