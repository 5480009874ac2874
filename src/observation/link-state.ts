import { linkPath, type SharedLink } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { resolve } from '../damage/resolve.ts'
import { maySearchParents } from './directory-state.ts'
import { type Equality, isExact, leadsToTarget } from './right.ts'

/** `either`: both to accept the link and to refuse it are careful. `unknown`: the tree does not tell. */
export type LinkState = 'right' | 'absent' | 'conflict' | 'either' | 'unknown'

/**
 * Returns the state of a required link in a tree.
 *
 * @param linkPlaces the paths, free of links, where the run may make links.
 */
export function linkStateOf(
  tree: Snapshot,
  home: string,
  link: SharedLink,
  equality: Equality,
  linkPlaces: ReadonlySet<string>,
): LinkState {
  const own = resolve(tree, linkPath(home, link.name), false)
  if (own.leads === 'nowhere') return 'absent'
  if (own.leads !== 'there' || !maySearchParents(tree, own.path)) return 'unknown'
  if (isExact(tree, home, link)) return 'right'
  const target = resolve(tree, link.target)
  // Such a link becomes right once the run makes its target.
  if (own.entry.text === `${tree.seenAs}/${link.target}`)
    return target.leads === 'nowhere' ? 'absent' : 'unknown'
  if (equality === 'exact' || own.entry.type !== 'link') return 'conflict'
  const whenSame = equality === 'resolved' ? 'right' : 'either'
  if (leadsToTarget(tree, home, link)) return whenSame
  const end = resolve(tree, linkPath(home, link.name))
  if (end.leads !== 'nowhere') return 'conflict'
  if (target.leads === 'nowhere' && end.whole === target.whole) return whenSame
  // It leads to a link of another home that the run has yet to make: the result depends on their order.
  return linkPlaces.has(end.whole) ? 'either' : 'conflict'
}
