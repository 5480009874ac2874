import { linkPath, type SharedLink } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { type Resolved, resolve } from '../damage/resolve.ts'

/**
 * When a link counts as right: its text is the target, or it leads to the same directory. Where a project has not
 * said which it means, null: a subject may refuse another text, and may as well accept one that leads to the same
 * directory, since either is careful and neither loses anything.
 */
export type Equality = 'exact' | 'resolved' | null

/** Whether a link's text is the target, byte for byte, and the target is a directory. */
export function isExact(tree: Snapshot, home: string, link: SharedLink): boolean {
  const own = found(tree, linkPath(home, link.name), false)
  return own?.entry.text === `${tree.seenAs}/${link.target}` && isDirectory(tree, link.target)
}

/** Whether a link leads to the same directory as the target. */
export function leadsToTarget(tree: Snapshot, home: string, link: SharedLink): boolean {
  const path = linkPath(home, link.name)
  const [own, there, target] = [found(tree, path, false), found(tree, path), found(tree, link.target)]
  return own?.entry.type === 'link' && target?.entry.type === 'dir' && there?.path === target.path
}

/** Whether a link is as good as a subject may leave it and say success. */
export function isRight(tree: Snapshot, home: string, link: SharedLink, equality: Equality): boolean {
  return isExact(tree, home, link) || (equality !== 'exact' && leadsToTarget(tree, home, link))
}

function isDirectory(tree: Snapshot, path: string): boolean {
  return found(tree, path)?.entry.type === 'dir'
}

/** What a path leads to; undefined where that is nothing. */
function found(
  tree: Snapshot,
  path: string,
  followLast = true,
): Extract<Resolved, { leads: 'there' }> | undefined {
  const resolved = resolve(tree, path, followLast)
  return resolved.leads === 'there' ? resolved : undefined
}
