import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import type { UnderTrouble, Violation } from '../law.ts'
import { worstOf } from '../worst-first.ts'

/** Looks for one kind of violation in a disturbed run. */
export type Check = (disturbed: DisturbedRun, undisturbed: Observation) => Violation | undefined

/**
 * Returns a judge that makes several checks in turn. It answers with the worst violation that they find; of those that are
 * equally bad, with the first.
 */
export function firstViolation(...checks: readonly Check[]): UnderTrouble['judge'] {
  return (disturbed, undisturbed) => worstOf(checks.map(check => check(disturbed, undisturbed))) ?? 'held'
}
