import type { Harness } from '../../experiments/harness.ts'
import type { Law } from '../../laws/law.ts'
import type { FailingCase } from './failing-case.ts'
import { failingCaseIn, soughtIn } from './retry.ts'

/** By how much the time limit of a run is multiplied that did not end the first time. */
const PATIENCE = 3

/**
 * Runs the failing cases of a law about time once more, with more time for each run, and returns those that break it again:
 * nobody is accused of being slow. Cases of other laws are returned as they are.
 */
export async function confirmed(
  law: Law,
  cases: readonly FailingCase[],
  harness: Harness,
): Promise<FailingCase[]> {
  if (law.isAboutTime !== true) return [...cases]
  const patient = { ...harness, patience: PATIENCE }
  const found: FailingCase[] = []
  for (const one of cases) {
    const again = await failingCaseIn(soughtIn(law, one), one.spec, patient)
    if (again !== null) found.push(again)
  }
  return found
}
