import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Violation } from '../law.ts'
import { whenTroubled } from '../wording/trouble.ts'

/** Returns the violation by a run that trouble kept from ending; undefined where it ended, or never ends anyway. */
export function failureToEnd(disturbed: DisturbedRun, { first }: Observation): Violation | undefined {
  const { reports, run, before } = disturbed
  if (first.report.claim === 'killed' || !reports.some(({ claim }) => claim === 'killed')) return undefined
  const summary = `a run did not end in time and was killed ${whenTroubled(disturbed)}`
  return { summary, paths: [], evidence: { before, run } }
}
