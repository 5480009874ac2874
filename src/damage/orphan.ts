import { joined, nameOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { startsWith } from './elsewhere.ts'
import type { Fate } from './fate.ts'
import { childrenOf, resolve } from './resolve.ts'

/**
 * A file that could be read through a link that is gone, and that cannot be read at its path now (the same, unless it
 * was moved) with its bytes, though they are not destroyed: the file's path before, or undefined where there is none.
 *
 * @param isApart of which files it is no matter whether they can be read through the link; of none unless given.
 */
export function orphanOf(
  path: string,
  nowAt: string,
  before: Snapshot,
  after: Snapshot,
  fates: ReadonlyMap<string, Fate>,
  isApart: (path: string) => boolean = () => false,
): string | undefined {
  // Both trees are walked in step, so that a way round through other links counts. Each pair of directories is
  // entered once: links to parents would go on for ever.
  const met = new Set<string>()
  const unread = (then: string, now: string | undefined): string | undefined => {
    const was = resolve(before, then)
    if (was.leads !== 'there') return undefined
    const found = now === undefined ? undefined : resolve(after, now)
    const is = found?.leads === 'there' ? found : undefined
    // What cannot be looked at is unknown, which is not lost.
    if (is?.entry.sealed === true) return undefined
    if (was.entry.content !== undefined) {
      const isRead = is?.entry.content !== undefined && startsWith(is.entry.content, was.entry.content)
      return isRead || isApart(was.path) || fates.get(was.path) === 'destroyed' ? undefined : was.path
    }
    const pair = JSON.stringify([was.path, is?.path])
    if (met.has(pair)) return undefined
    met.add(pair)
    for (const child of childrenOf(before, was.path)) {
      const orphan = unread(child, is === undefined ? undefined : joined(is.path, nameOf(child)))
      if (orphan !== undefined) return orphan
    }
    return undefined
  }
  return unread(path, nowAt)
}
