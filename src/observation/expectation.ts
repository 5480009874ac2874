import { type Deployment, linkPath, type SharedLink } from '../../fixtures/deployment.ts'
import { joined, parentOf, parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { resolve } from '../damage/resolve.ts'
import { type Equality, isExact, leadsToTarget } from './right.ts'

/** Something that a request can only be met by changing. Paths are relative to the root. */
export interface Conflict {
  readonly of: 'home' | 'target' | 'parent' | 'link'
  readonly path: string
  /** The home or target that it keeps from being; the same as `path` unless it is a parent. */
  readonly keeps: string
  readonly home: string | null
  readonly name: string | null
}

/** One link of one home, and what a world asks of it. */
export interface ExpectedLink {
  readonly home: string
  readonly link: SharedLink
  readonly path: string
  /** Whether it can be right after a run that changes nothing that exists. */
  readonly canBeRight: boolean
}

/** What a world asks of a reconciler: the judge's own reading of what is right, from the tree alone. */
export interface Expectation {
  /** `impossible`: no conflict, yet it may fail, since permission is missing. */
  readonly world: 'clear' | 'conflict' | 'impossible'
  readonly conflicts: readonly Conflict[]
  readonly links: readonly ExpectedLink[]
  /** Every path, free of links, at which something new may stand: homes, targets, links, and their parents. */
  readonly places: ReadonlySet<string>
  /** Those of `places` that are a home, a target or a parent. */
  readonly directories: ReadonlySet<string>
}

export function expectationOf(before: Snapshot, deployment: Deployment, equality: Equality): Expectation {
  const conflicts: Conflict[] = []
  const links: ExpectedLink[] = []
  const directories = new Set<string>()
  const places = new Set<string>()
  let isDoubtful = false
  const directoryOf = (path: string, of: 'home' | 'target', name: string | null): Standing => {
    const standing = standingOf(before, path)
    if (standing.is === 'in the way') {
      const isOwn = standing.path === path
      const home = of === 'home' ? path : null
      conflicts.push({ of: isOwn ? of : 'parent', path: standing.path, keeps: path, home, name })
    }
    if (standing.is === 'doubtful') isDoubtful = true
    if (standing.is === 'absent')
      for (const at of [standing.at, ...parentsOf(standing.at)]) directories.add(at)
    return standing
  }
  const targets = new Map(deployment.links.map(link => [link, directoryOf(link.target, 'target', link.name)]))
  const homes = new Map(deployment.homes.map(home => [home, directoryOf(home, 'home', null)]))
  for (const standing of homes.values()) {
    for (const link of deployment.links) {
      // A link to what can be no directory is not asked for.
      if ('at' in standing && targets.get(link)?.is !== 'in the way')
        places.add(joined(standing.at, link.name))
    }
  }
  for (const home of deployment.homes) {
    const standing = homes.get(home)
    for (const link of deployment.links) {
      const path = linkPath(home, link.name)
      const target = targets.get(link)
      const state =
        standing?.is === 'in the way' ? undefined : linkState(before, home, link, equality, places)
      if (state === 'conflict') conflicts.push({ of: 'link', path, keeps: path, home, name: link.name })
      // To accept it and to refuse it are both careful, and so the world asks for neither.
      if (state === 'either') isDoubtful = true
      const canBeMade = standing?.is !== 'doubtful' && (target?.is === 'there' || target?.is === 'absent')
      links.push({ home, link, path, canBeRight: canBeMade && (state === 'right' || state === 'absent') })
    }
  }
  for (const directory of directories) places.add(directory)
  return {
    world: conflicts.length > 0 ? 'conflict' : isDoubtful ? 'impossible' : 'clear',
    conflicts,
    links,
    places,
    directories,
  }
}

/** How a directory that is asked for stands; `at` is its path free of links. */
type Standing =
  | { readonly is: 'there' | 'absent' | 'doubtful'; readonly at: string }
  | { readonly is: 'in the way'; readonly path: string }

function standingOf(tree: Snapshot, path: string): Standing {
  // From the top: what is in the way of a parent is what has to be changed.
  for (const part of [...parentsOf(path), path]) {
    const found = resolve(tree, part)
    const own = resolve(tree, part, false)
    const isLinkToNowhere = own.leads === 'there' && own.entry.type === 'link' && found.leads !== 'there'
    if (isLinkToNowhere && found.leads !== 'outside') return { is: 'in the way', path: part }
    if (found.leads === 'there' && found.entry.type !== 'dir') return { is: 'in the way', path: part }
  }
  const found = resolve(tree, path)
  if (found.leads === 'there') {
    const isOpen = (found.entry.mode & 0o700) === 0o700 && maySearch(tree, found.path)
    return { is: isOpen ? 'there' : 'doubtful', at: found.path }
  }
  if (found.leads !== 'nowhere') return { is: 'doubtful', at: path }
  const parent = tree.entries.get(parentOf(found.missing))
  const mayMake = parent !== undefined && (parent.mode & 0o300) === 0o300 && maySearch(tree, found.missing)
  return { is: mayMake ? 'absent' : 'doubtful', at: found.whole }
}

/** Undefined where nothing can be told of it. */
type LinkState = 'right' | 'absent' | 'conflict' | 'either' | undefined

function linkState(
  tree: Snapshot,
  home: string,
  link: SharedLink,
  equality: Equality,
  linkPlaces: ReadonlySet<string>,
): LinkState {
  const own = resolve(tree, linkPath(home, link.name), false)
  if (own.leads === 'nowhere') return 'absent'
  if (own.leads !== 'there' || !maySearch(tree, own.path)) return undefined
  if (isExact(tree, home, link)) return 'right'
  const target = resolve(tree, link.target)
  // A link to a target that is still to be made becomes right by itself.
  if (own.entry.text === `${tree.seenAs}/${link.target}`)
    return target.leads === 'nowhere' ? 'absent' : undefined
  if (equality === 'exact' || own.entry.type !== 'link') return 'conflict'
  const whenSame = equality === 'resolved' ? 'right' : 'either'
  if (leadsToTarget(tree, home, link)) return whenSame
  const there = resolve(tree, linkPath(home, link.name))
  if (there.leads !== 'nowhere') return 'conflict'
  if (target.leads === 'nowhere' && there.whole === target.whole) return whenSame
  // To another home's link that is still to be made: it depends on which comes first.
  return linkPlaces.has(there.whole) ? 'either' : 'conflict'
}

/** Whether a user who owns everything may pass through all parents of a path. */
function maySearch(tree: Snapshot, path: string): boolean {
  return parentsOf(path).every(parent => ((tree.entries.get(parent)?.mode ?? 0) & 0o100) !== 0)
}
