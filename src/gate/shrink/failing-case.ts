import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import {
  type Evidence,
  type Judgement,
  judgeDisturbed,
  judgeUndisturbed,
  type Law,
  type LossKind,
  type Violation,
} from '../../laws/law.ts'
import { violationsOf } from '../../laws/worst-first.ts'
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

/**
 * Returns the violation of a law in a sighting; null where there is none.
 *
 * @param kind how it loses data; null for a violation that loses none. Default: the worst violation, of whatever kind.
 */
export function violationIn(law: Law, sighting: Sighting, kind?: LossKind | null): Violation | null {
  const violations = violationsOf(judgementOn(law, sighting))
  return violations.find(one => kind === undefined || (one.kind ?? null) === kind) ?? null
}

/** Returns the tree and the run that show a violation. */
export function evidenceOf({ seen, violation }: Pick<FailingCase, 'seen' | 'violation'>): Evidence {
  return violation.evidence ?? { before: seen.before, run: seen.first }
}

/**
 * Returns whether a violation shows only in the run after a disturbed one, which is left out on a state on which the subject has
 * run again before.
 */
export function isOfRerun({ evidence }: Violation, disturbed: DisturbedRun | null): boolean {
  return disturbed !== null && disturbed.rerunOn !== null && evidence?.run === disturbed.rerun
}
