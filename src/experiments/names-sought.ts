import { isWithin, parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { type Expectation, expectationOf } from '../observation/expectation.ts'
import type { Step } from '../observation/step.ts'
import { stepsOf } from './baseline.ts'
import type { Harness } from './harness.ts'
import { openWorld } from './reusable-world.ts'

/**
 * The names at which a subject looked for something in a world, or would have taken it away, and at which nothing
 * stands: an older place of the data, say. Each is free of links, was not made by the subject, and is sought in a second
 * run of the same world too. None where the subject cannot be stopped.
 */
export async function namesSought(harness: Harness, spec: WorldSpec): Promise<string[]> {
  if (harness.subject.stops.by === 'none') return []
  const reusable = openWorld(harness, spec)
  try {
    const expectation = expectationOf(reusable.before, spec.deployment, harness.equality)
    const [one, other] = [await stepsOf(reusable, 'all'), await stepsOf(reusable, 'all')]
    const again = soughtIn(other, reusable.before, expectation)
    return [...soughtIn(one, reusable.before, expectation)].filter(path => again.has(path))
  } finally {
    reusable.built.remove()
  }
}

function soughtIn(steps: readonly Step[], before: Snapshot, expectation: Expectation): ReadonlySet<string> {
  // To make what is there already makes nothing.
  const made = steps
    .flatMap(({ kind, path, to }) => [...(kind === 'make' ? [path] : []), ...(to === null ? [] : [to])])
    .filter(path => !before.entries.has(path))
  const sought = steps.flatMap(({ kind, path }) => (kind === 'look' || kind === 'remove' ? [path] : []))
  return new Set(
    sought.filter(path => isFree(path, before, expectation) && !made.some(one => isWithin(path, one))),
  )
}

/** Whether something can be put at a path without being in the way of what is asked for. */
function isFree(path: string, before: Snapshot, { places }: Expectation): boolean {
  if (before.entries.has(path) || places.has(path)) return false
  return parentsOf(path).every(parent => {
    const entry = before.entries.get(parent)
    return entry === undefined ? !places.has(parent) : entry.type === 'dir'
  })
}
