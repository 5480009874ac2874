import { chmodSync } from 'node:fs'
import { type BuildOptions, build } from '../../../fixtures/disk/build.ts'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { type FlatTree, parentOf } from '../../../fixtures/disk/flat-tree.ts'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { onTop } from '../../../fixtures/given/given.ts'

/**
 * Puts a tree on top of what is on disk, as `onTop` does. Whatever does not change stays the same entry.
 *
 * @param below the tree that is on disk.
 */
export function putOnTop(root: string, below: FlatTree, tree: FlatTree, options: BuildOptions): void {
  const whole = onTop(below, tree)
  const isDirectory = (path: string) => below.get(path)?.type === 'dir' && whole.get(path)?.type === 'dir'
  const changed = [...new Set([...below.keys(), ...whole.keys()])].filter(
    path => below.get(path) !== whole.get(path),
  )
  for (const path of changed) if (below.has(path) && !isDirectory(path)) removeTree(`${root}/${path}`)
  const added = new Map([...whole].filter(([path]) => changed.includes(path) && !isDirectory(path)))
  const setMode = (path: string, mode = modeOf(whole, path)) => chmodSync(toPath(`${root}/${path}`), mode)
  const closed = [...new Set([...added.keys()].map(parentOf))].filter(
    path => path !== '' && !added.has(path) && (modeOf(below, path) & 0o300) !== 0o300,
  )
  for (const path of closed) setMode(path, 0o700)
  build(root, added, options)
  for (const path of [...closed, ...changed.filter(isDirectory)].reverse()) setMode(path)
}

function modeOf(tree: FlatTree, path: string): number {
  const entry = tree.get(path)
  return entry?.type === 'dir' ? (entry.mode ?? 0o755) : 0o755
}
