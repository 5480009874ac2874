import { type Deployment, linkPath } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { compare } from '../damage/compare.ts'
import type { Comparison } from '../damage/fate.ts'
import { resolve } from '../damage/resolve.ts'

/** Returns the fate of every entry of a tree in which a subject was run with a deployment. */
export function changesIn(before: Snapshot, after: Snapshot, deployment: Deployment): Comparison {
  return compare(before, after, occupiedLinkPaths(before, deployment))
}

/** Returns the paths, free of links, of all entries at the path of a required link. */
function occupiedLinkPaths(before: Snapshot, { homes, links }: Deployment): string[] {
  return homes.flatMap(home =>
    links.flatMap(({ name }) => {
      const own = resolve(before, linkPath(home, name), false)
      return own.leads === 'there' ? [own.path] : []
    }),
  )
}
