import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Evidence, Violation } from '../../laws/law.ts'
import type { Observation } from '../../observation/observation.ts'

/** A world in which a law is broken, and what was seen there. */
export interface FailingCase {
  readonly spec: WorldSpec
  readonly seen: Observation
  readonly violation: Violation
}

/** What is to be seen of it. */
export function evidenceOf({ seen, violation }: Pick<FailingCase, 'seen' | 'violation'>): Evidence {
  return violation.evidence ?? { before: seen.before, run: seen.first }
}

/** Whether something is gone for good: of that nobody can be of two minds, as of a link that leads elsewhere now. */
export function isDestruction(found: Pick<FailingCase, 'seen' | 'violation'>): boolean {
  const [worst] = found.violation.paths
  return worst !== undefined && evidenceOf(found).run.changes.fates.get(worst) === 'destroyed'
}
