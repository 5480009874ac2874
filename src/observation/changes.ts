import { type Deployment, linkPath } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { compare } from '../damage/compare.ts'
import type { Comparison } from '../damage/fate.ts'
import { resolve } from '../damage/resolve.ts'

/** What became of everything that stood in a tree where a deployment was asked for. */
export function changesIn(before: Snapshot, after: Snapshot, deployment: Deployment): Comparison {
  return compare(before, after, linkPlaces(before, deployment))
}

/** The paths of what stands where a link belongs, free of links. */
function linkPlaces(before: Snapshot, { homes, links }: Deployment): string[] {
  return homes.flatMap(home =>
    links.flatMap(({ name }) => {
      const own = resolve(before, linkPath(home, name), false)
      return own.leads === 'there' ? [own.path] : []
    }),
  )
}
