import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import type { UnderTrouble, Violation } from '../law.ts'

/** Looks for one kind of violation in a disturbed run. */
export type Check = (disturbed: DisturbedRun, undisturbed: Observation) => Violation | undefined

/** Returns a judge that makes several checks in turn, and answers with the first violation that one of them finds. */
export function firstViolation(...checks: readonly Check[]): UnderTrouble['judge'] {
  return (disturbed, undisturbed) => {
    for (const check of checks) {
      const violation = check(disturbed, undisturbed)
      if (violation !== undefined) return violation
    }
    return 'held'
  }
}
