import { isWithin, parentsOf } from '../../fixtures/flat.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { type Asked, askedOf } from '../laws/asked.ts'
import type { Step } from '../subjects/director.ts'
import { openArena } from './arena.ts'
import { stepsOf } from './baseline.ts'
import type { Lab } from './lab.ts'

/**
 * The names at which a subject looked for something in a world, or would have taken it away, and at which nothing
 * stands: an older place of the data, say. Each is free of links, was not made by the subject, and is sought in a second
 * run of the same world too. None where the subject cannot be stopped.
 */
export async function namesSought(lab: Lab, spec: WorldSpec): Promise<string[]> {
  if (lab.subject.stops.by === 'none') return []
  const arena = openArena(lab, spec)
  try {
    const asked = askedOf(arena.before, spec.deployment, lab.equality)
    const [one, other] = [await stepsOf(arena, 'all'), await stepsOf(arena, 'all')]
    const again = soughtIn(other, arena.before, asked)
    return [...soughtIn(one, arena.before, asked)].filter(path => again.has(path))
  } finally {
    arena.site.remove()
  }
}

function soughtIn(steps: readonly Step[], before: Snapshot, asked: Asked): ReadonlySet<string> {
  // To make what is there already makes nothing.
  const made = steps
    .flatMap(({ kind, path, to }) => [...(kind === 'make' ? [path] : []), ...(to === null ? [] : [to])])
    .filter(path => !before.entries.has(path))
  const sought = steps.flatMap(({ kind, path }) => (kind === 'look' || kind === 'remove' ? [path] : []))
  return new Set(sought.filter(path => isFree(path, before, asked) && !made.some(one => isWithin(path, one))))
}

/** Whether something can be put at a path without being in the way of what is asked for. */
function isFree(path: string, before: Snapshot, { places }: Asked): boolean {
  if (before.entries.has(path) || places.has(path)) return false
  return parentsOf(path).every(parent => {
    const entry = before.entries.get(parent)
    return entry === undefined ? !places.has(parent) : entry.type === 'dir'
  })
}
