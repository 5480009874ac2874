import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Break, Scene } from '../laws/law.ts'
import type { Observation } from '../laws/observation.ts'

/** A world in which a law is broken, and what was seen there. */
export interface Found {
  readonly spec: WorldSpec
  readonly seen: Observation
  readonly broken: Break
}

/** What is to be seen of it. */
export function sceneOf({ seen, broken }: Pick<Found, 'seen' | 'broken'>): Scene {
  return broken.scene ?? { before: seen.before, run: seen.first }
}

/** Whether something is gone for good: of that nobody can be of two minds, as of a link that leads elsewhere now. */
export function isDestruction(found: Pick<Found, 'seen' | 'broken'>): boolean {
  const [worst] = found.broken.paths
  return worst !== undefined && sceneOf(found).run.changes.fates.get(worst) === 'destroyed'
}
