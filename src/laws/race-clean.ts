import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law } from './law.ts'
import { whenTroubled } from './wording/trouble.ts'

export const raceClean: Law<'race-clean'> = {
  id: 'race-clean',
  level: 'tidy',
  says: 'if nothing is in the way, several runs at once all report success',
  needs: [],
  brokenBy: 'reports',
  underTrouble: { kinds: ['race'], judge: judgeReports },
}

function judgeReports(disturbed: DisturbedRun, { expectation, first, second }: Observation): Judgement {
  if (disturbed.trouble.kind !== 'race' || expectation.world !== 'clear') return 'vacuous'
  const { order } = disturbed.trouble
  // A failure that does not come again must not decide about a commit. A loss must, and race-safe judges it.
  if (order.by === 'chance') return 'vacuous'
  // A run may look twice, and fail when another makes the link in between: that is careful, and the next run succeeds.
  if (order.by === 'holding' && isLook(order.before.call, disturbed)) return 'vacuous'
  // Other laws judge a subject that fails even when its runs do not overlap.
  if (first.report.claim !== 'success' || second?.report.claim !== 'success') return 'vacuous'
  const { reports, run, before } = disturbed
  const failed = reports.find(({ claim }) => claim === 'failure')
  if (failed === undefined) return 'held'
  return {
    summary: `${whenTroubled(disturbed)}, one reported failure, although nothing was in the way`,
    paths: [],
    evidence: { before, run: { ...run, report: failed } },
  }
}

function isLook(call: string, { events }: DisturbedRun): boolean {
  return events.some(event => 'step' in event && event.step.call === call && event.step.kind === 'look')
}
