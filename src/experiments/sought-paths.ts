import { isWithin, parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { type Expectation, expectationOf } from '../observation/expectation.ts'
import { type Step, takesAway } from '../observation/step.ts'
import type { Harness } from './harness.ts'
import { stepsOf } from './recorded-steps.ts'
import { openWorld } from './reusable-world.ts'

/**
 * Returns the absent paths that a subject inspects, or tries to remove, in two runs in the same world: a former place of
 * the data, say. Paths that the subject itself makes are left out. A subject that cannot be stopped has none.
 */
export async function soughtPaths(harness: Harness, spec: WorldSpec): Promise<string[]> {
  if (harness.subject.stops.by === 'none') return []
  const world = await openWorld(harness, spec)
  try {
    const expectation = expectationOf(world.before, spec.deployment, harness.equality)
    const [one, other] = [await stepsOf(world, 'all'), await stepsOf(world, 'all')]
    const again = soughtIn(other, world.before, expectation)
    return [...soughtIn(one, world.before, expectation)].filter(path => again.has(path))
  } finally {
    world.built.remove()
  }
}

function soughtIn(steps: readonly Step[], before: Snapshot, expectation: Expectation): ReadonlySet<string> {
  // A call that makes an entry fails where one exists, and then has made nothing.
  const made = steps
    .flatMap(({ kind, path, to }) => [...(kind === 'make' ? [path] : []), ...(to === null ? [] : [to])])
    .filter(path => !before.entries.has(path))
  const sought = steps.flatMap(step => (step.kind === 'look' || takesAway(step) ? [step.path] : []))
  return new Set(
    sought.filter(path => isFree(path, before, expectation) && !made.some(one => isWithin(path, one))),
  )
}

/** Returns whether an entry at a path would be in the way of nothing that the request requires. */
function isFree(path: string, before: Snapshot, { places }: Expectation): boolean {
  if (before.entries.has(path) || places.has(path)) return false
  return parentsOf(path).every(parent => {
    const entry = before.entries.get(parent)
    return entry === undefined ? !places.has(parent) : entry.type === 'dir'
  })
}
