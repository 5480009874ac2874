import { type Deployment, linkPaths } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { compare } from '../damage/compare.ts'
import type { Comparison } from '../damage/fate.ts'
import { entryAt } from '../damage/resolve.ts'

/** Returns the fate of every entry of a tree in which a subject was run with a deployment. */
export function changesIn(before: Snapshot, after: Snapshot, deployment: Deployment): Comparison {
  const occupied = linkPaths(deployment).flatMap(path => entryAt(before, path, false)?.path ?? [])
  return compare(before, after, occupied)
}
