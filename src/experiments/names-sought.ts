import { isWithin, parentsOf } from '../../fixtures/flat.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { type Asked, askedOf } from '../laws/asked.ts'
import type { Step } from '../subjects/director.ts'
import type { Lab } from './lab.ts'
import { buildSite } from './site.ts'

/**
 * The names at which a subject looked for something in a world, or would have taken it away, and at which nothing
 * stands: an older place of the data, say. Each is free of links, was not made by the subject, and is sought in a second
 * run of the same world too. None where the subject cannot be stopped.
 */
export async function namesSought(lab: Lab, spec: WorldSpec): Promise<string[]> {
  if (lab.subject.stops.by === 'none') return []
  const [one, other] = [await soughtOnce(lab, spec), await soughtOnce(lab, spec)]
  return [...one].filter(path => other.has(path))
}

async function soughtOnce(lab: Lab, spec: WorldSpec): Promise<ReadonlySet<string>> {
  const site = buildSite(lab, spec)
  try {
    const before = site.snapshot()
    const asked = askedOf(before, spec.deployment, lab.equality)
    const steps: Step[] = []
    await lab.subject.direct(
      site.jobFor(spec.deployment),
      step => {
        steps.push(step)
        return 'go'
      },
      'all',
    )
    // To make what is there already makes nothing.
    const made = steps
      .flatMap(({ kind, path, to }) => [...(kind === 'make' ? [path] : []), ...(to === null ? [] : [to])])
      .filter(path => !before.entries.has(path))
    const sought = steps.flatMap(({ kind, path }) => (kind === 'look' || kind === 'remove' ? [path] : []))
    return new Set(
      sought.filter(path => isFree(path, before, asked) && !made.some(one => isWithin(path, one))),
    )
  } finally {
    site.remove()
  }
}

/** Whether something can be put at a path without being in the way of what is asked for. */
function isFree(path: string, before: Snapshot, { places }: Asked): boolean {
  if (before.entries.has(path) || places.has(path)) return false
  return parentsOf(path).every(parent => {
    const entry = before.entries.get(parent)
    return entry === undefined ? !places.has(parent) : entry.type === 'dir'
  })
}
