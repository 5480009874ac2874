import { joined, nameOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Fate } from './fate.ts'
import { startsWith } from './places.ts'
import { childrenOf, entryAt } from './resolve.ts'

/**
 * Finds a file that could be read through a link and cannot be any more, although its bytes are not destroyed.
 *
 * @param path the link's path before.
 * @param nowAt the path at which the link is sought now: the same, unless it was moved.
 * @param isExempt tells which files need not be readable through the link. Default: none.
 * @returns the file's path before; undefined where every file can be read, or is destroyed.
 */
export function orphanOf(
  path: string,
  nowAt: string,
  before: Snapshot,
  after: Snapshot,
  fates: ReadonlyMap<string, Fate>,
  isExempt: (path: string) => boolean = () => false,
): string | undefined {
  // The walk goes through both trees in step, so a file that another link leads to counts as readable. It enters each
  // pair of directories once: links to parents would make it endless.
  const entered = new Set<string>()
  const unread = (then: string, now: string | undefined): string | undefined => {
    const was = entryAt(before, then)
    if (was === undefined) return undefined
    const is = now === undefined ? undefined : entryAt(after, now)
    // It cannot be read, so it is unknown, which is not lost.
    if (is?.entry.sealed === true) return undefined
    if (was.entry.content !== undefined) {
      const isRead = is?.entry.content !== undefined && startsWith(is.entry.content, was.entry.content)
      return isRead || isExempt(was.path) || fates.get(was.path) === 'destroyed' ? undefined : was.path
    }
    const pair = JSON.stringify([was.path, is?.path])
    if (entered.has(pair)) return undefined
    entered.add(pair)
    for (const child of childrenOf(before, was.path)) {
      const orphan = unread(child, is === undefined ? undefined : joined(is.path, nameOf(child)))
      if (orphan !== undefined) return orphan
    }
    return undefined
  }
  return unread(path, nowAt)
}
