import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Violation } from '../law.ts'

/** Returns the violation by a run that trouble kept from ending; undefined where it ended, or never ends anyway. */
export function failureToEnd(
  { reports, run, before }: DisturbedRun,
  { first }: Observation,
  when: string,
): Violation | undefined {
  if (first.report.claim === 'killed' || !reports.some(({ claim }) => claim === 'killed')) return undefined
  return {
    summary: `a run did not end in time and was killed ${when}`,
    paths: [],
    evidence: { before, run },
  }
}
