import { linkPath, type SharedLink } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { entryAt } from '../damage/resolve.ts'

/**
 * When a link counts as right: its text is the target, or it leads to the same directory or file. Null where a project has
 * declared neither: then a subject may refuse a link with another text that leads to the target, and may accept it,
 * since both are careful and neither loses data.
 */
export type Equality = 'exact' | 'resolved' | null

/** One link of one home. */
export interface HomeLink {
  readonly home: string
  readonly link: SharedLink
}

/** Returns the type of entry that a link has to lead to. */
export function typeOfTarget({ kind }: SharedLink): 'dir' | 'file' {
  return kind === 'file' ? 'file' : 'dir'
}

/** Returns whether a link's text is the target, byte for byte, and the target is a directory, or a file where it should be. */
export function isExact(tree: Snapshot, home: string, link: SharedLink): boolean {
  const own = entryAt(tree, linkPath(home, link.name), false)
  const target = entryAt(tree, link.target)
  return own?.entry.text === `${tree.seenAs}/${link.target}` && target?.entry.type === typeOfTarget(link)
}

/** Returns whether a link leads to the same directory, or file, as the target. */
export function leadsToTarget(tree: Snapshot, home: string, link: SharedLink): boolean {
  const path = linkPath(home, link.name)
  const [own, end, target] = [entryAt(tree, path, false), entryAt(tree, path), entryAt(tree, link.target)]
  return own?.entry.type === 'link' && target?.entry.type === typeOfTarget(link) && end?.path === target.path
}

/** Returns whether a subject that leaves a link like this may report success. */
export function isRight(tree: Snapshot, { home, link }: HomeLink, equality: Equality): boolean {
  return isExact(tree, home, link) || (equality !== 'exact' && leadsToTarget(tree, home, link))
}
