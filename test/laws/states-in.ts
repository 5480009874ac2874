import { isDeepStrictEqual } from 'node:util'
import { type FlatEntry, isWithin } from '../../fixtures/disk/flat-tree.ts'
import { HOME_STATES } from '../../fixtures/states/home-states.ts'
import { LINK_STATES, type LinkState } from '../../fixtures/states/link-states.ts'
import type { Place, State } from '../../fixtures/states/place.ts'
import { treeOf } from '../../fixtures/states/state-choice.ts'
import { TARGET_STATES } from '../../fixtures/states/target-states.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'

/** The states that the parts of a world are in, told from its tree alone: `home file`, `link right`. */
export function statesIn(spec: WorldSpec): Set<string> {
  const found = new Set<string>()
  const { homes, links } = spec.deployment
  for (const home of homes) {
    for (const [state, put] of entriesOf(HOME_STATES)) {
      const homeDir = state === 'link' ? `${home}-real` : home
      if (stands(spec, home, put, { homeDir })) found.add(`home ${state}`)
    }
  }
  for (const { target } of links) {
    for (const [state, put] of entriesOf(TARGET_STATES)) {
      const targetDir = state === 'link' ? `${target}-real` : target
      if (stands(spec, target, put, { target, targetDir })) found.add(`target ${state}`)
    }
  }
  for (const state of linkStatesIn(spec)) found.add(`link ${state}`)
  return found
}

/** Every state that there is. */
export const ALL_STATES: readonly string[] = [
  ...Object.keys(HOME_STATES).map(state => `home ${state}`),
  ...Object.keys(TARGET_STATES).map(state => `target ${state}`),
  ...Object.keys(LINK_STATES).map(state => `link ${state}`),
]

/** A link's state is told by what it would be in a deployment of its own, made as the world's was. */
function linkStatesIn({ deployment, tree }: WorldSpec): LinkState[] {
  return deployment.homes.flatMap(home =>
    deployment.links.flatMap(({ name, target }) =>
      entriesOf(LINK_STATES)
        .filter(() => tree.get(home)?.type === 'dir')
        .filter(([state]) => {
          const alone = treeOf(deployment, {
            homes: new Map([[home, 'directory']]),
            targets: new Map([[name, tree.get(target)?.type === 'dir' ? 'directory-with-data' : 'absent']]),
            links: new Map([[`${home}/${name}`, state]]),
          })
          return isAlike(tree, alone, `${home}/${name}`)
        })
        .map(([state]) => state),
    ),
  )
}

function stands({ tree }: WorldSpec, path: string, put: State, at: Partial<Place>): boolean {
  const alone = new Map<string, FlatEntry>()
  put({
    tree: alone,
    homeDir: path,
    targetDir: path,
    at: path,
    target: path,
    elsewhere: undefined,
    aside: 'aside',
    ...at,
  })
  return isDeepStrictEqual(tree.get(path), alone.get(path)) && [...alone.keys()].every(each => tree.has(each))
}

/** Whether at and below a path two trees are the same. */
function isAlike(
  tree: ReadonlyMap<string, FlatEntry>,
  other: ReadonlyMap<string, FlatEntry>,
  path: string,
): boolean {
  if (tree.get(path)?.type !== other.get(path)?.type) return false
  const below = (from: ReadonlyMap<string, FlatEntry>) =>
    new Map([...from].filter(([each]) => isWithin(each, path)))
  return isDeepStrictEqual(below(tree), below(other))
}

function entriesOf<K extends string>(table: Readonly<Record<K, State>>): [K, State][] {
  // Object.entries forgets which keys a table has.
  return Object.entries(table) as [K, State][]
}
