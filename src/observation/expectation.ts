import { type Deployment, linkPath } from '../../fixtures/deployment.ts'
import { joined, parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { directoryStateOf } from './directory-state.ts'
import { type FileState, fileStateOf } from './file-state.ts'
import { linkStateOf } from './link-state.ts'
import type { Equality, HomeLink } from './right.ts'

/** An entry that has to change, or a file that has to be written, before the request can be met. Paths are relative to the root. */
export interface Conflict {
  readonly of: 'home' | 'target' | 'parent' | 'link'
  readonly path: string
  /** The home, target or link that it blocks; for a parent that is another path than its own. */
  readonly blocks: string
  readonly home: string | null
  readonly name: string | null
}

/** One link of one home, and whether it can be made right. */
export interface ExpectedLink extends HomeLink {
  readonly path: string
  /** Whether it can be right after a run that changes no existing entry. */
  readonly canBeRight: boolean
}

/** The demands of a world on a reconciler. The judge derives them from the tree alone, without the reconciler's code. */
export interface Expectation {
  /** `impossible`: there is no conflict, but the run may still fail, for lack of permission. */
  readonly world: 'clear' | 'conflict' | 'impossible'
  readonly conflicts: readonly Conflict[]
  readonly links: readonly ExpectedLink[]
  /** Every path, free of links, where a new entry is required: homes, targets, links, and their parents. */
  readonly places: ReadonlySet<string>
  /** Those of `places` that belong to a home, a target or a parent. */
  readonly directories: ReadonlySet<string>
}

/** Derives from a tree what a reconciler has to do in it. */
export function expectationOf(before: Snapshot, deployment: Deployment, equality: Equality): Expectation {
  const targets = deployment.links.map(link => ({
    link,
    state: link.kind === 'file' ? fileStateOf(before, link.target) : directoryStateOf(before, link.target),
  }))
  const homes = deployment.homes.map(home => ({ home, state: directoryStateOf(before, home) }))
  const states = [...targets, ...homes].map(({ state }) => state)
  const directories = directoriesToMake(states)
  // A link to a path that cannot become a directory is not required.
  const linkPlaces = new Set(
    homes.flatMap(({ state: home }) =>
      targets.flatMap(({ link, state: target }) =>
        home.is === 'blocked' || target.is === 'blocked' ? [] : [joined(home.at, link.name)],
      ),
    ),
  )
  const links = homes.flatMap(({ home, state: homeState }) =>
    targets.map(({ link, state: target }) => {
      const isBlocked = homeState.is === 'blocked'
      const state = isBlocked ? 'unknown' : linkStateOf(before, home, link, equality, linkPlaces)
      const canBeMade = homeState.is !== 'uncertain' && (target.is === 'present' || target.is === 'absent')
      const canBeRight = canBeMade && (state === 'right' || state === 'absent')
      return { home, link, path: linkPath(home, link.name), state, canBeRight }
    }),
  )
  const conflicts = [
    ...targets.flatMap(({ link: { target, name }, state }) => blocked(state, 'target', target, null, name)),
    ...homes.flatMap(({ home, state }) => blocked(state, 'home', home, home, null)),
    ...links.flatMap(({ home, link: { name }, path, state }): Conflict[] =>
      state === 'conflict' ? [{ of: 'link', path, blocks: path, home, name }] : [],
    ),
  ]
  const isUncertain =
    [...targets, ...homes].some(({ state }) => state.is === 'uncertain') ||
    // Both to accept such a link and to refuse it are careful, so the world demands neither.
    links.some(({ state }) => state === 'either')
  return {
    world: conflicts.length > 0 ? 'conflict' : isUncertain ? 'impossible' : 'clear',
    conflicts,
    links: links.map(({ state: _, ...link }) => link),
    places: new Set([...linkPlaces, ...directories, ...missingFiles(states)]),
    directories,
  }
}

/** Returns the directories to make; for a missing file, those that a subject needs if it makes one. */
function directoriesToMake(states: readonly FileState[]): ReadonlySet<string> {
  return new Set(
    states.flatMap(state => {
      if (state.is === 'absent') return [state.at, ...parentsOf(state.at)]
      return state.is === 'missing' ? parentsOf(state.at) : []
    }),
  )
}

/** Returns the places of the missing files: a subject may refuse, or make a file of what a home has. */
function missingFiles(states: readonly FileState[]): string[] {
  return states.flatMap(state => (state.is === 'missing' ? [state.at] : []))
}

/** Returns the conflict that blocks a home or target, or that its file is missing; none where nothing does. */
function blocked(
  state: FileState,
  of: 'home' | 'target',
  path: string,
  home: string | null,
  name: string | null,
): Conflict[] {
  if (state.is === 'missing') return [{ of, path, blocks: path, home, name }]
  if (state.is !== 'blocked') return []
  return [{ of: state.by === path ? of : 'parent', path: state.by, blocks: path, home, name }]
}
