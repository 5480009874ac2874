import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import {
  type Evidence,
  type Judgement,
  judgeDisturbed,
  judgeUndisturbed,
  type Law,
  type Violation,
} from '../../laws/law.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { DisturbedObservation, Observation } from '../../observation/observation.ts'

/** The undisturbed runs in one world, and a disturbed one; null where there was no trouble. */
export interface Sighting {
  readonly seen: Observation
  readonly disturbed: DisturbedRun | null
}

/** A world in which a law is broken, with the runs and the violation. */
export interface FailingCase extends Sighting {
  readonly spec: WorldSpec
  readonly violation: Violation
}

/** Returns an observation as a sighting. */
export function sightingOf(observation: Observation | DisturbedObservation): Sighting {
  if (!('disturbed' in observation)) return { seen: observation, disturbed: null }
  return { seen: observation.undisturbed, disturbed: observation.disturbed }
}

/** Judges a sighting by a law. */
export function judgementOn(law: Law, { seen, disturbed }: Sighting): Judgement {
  if (disturbed === null) return judgeUndisturbed(law, seen)
  return judgeDisturbed(law, { disturbed, undisturbed: seen })
}

/** Returns the violation of a law in a sighting; null where the law is not broken. */
export function violationIn(law: Law, sighting: Sighting): Violation | null {
  const judgement = judgementOn(law, sighting)
  return typeof judgement === 'string' ? null : judgement
}

/** Returns the tree and the run that show a violation. */
export function evidenceOf({ seen, violation }: Pick<FailingCase, 'seen' | 'violation'>): Evidence {
  return violation.evidence ?? { before: seen.before, run: seen.first }
}

/** Returns whether the violation is that bytes are gone for good, which is never intended. */
export function isDestruction(found: Pick<FailingCase, 'seen' | 'violation'>): boolean {
  const [worst] = found.violation.paths
  return worst !== undefined && evidenceOf(found).run.changes.fates.get(worst) === 'destroyed'
}
