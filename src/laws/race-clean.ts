import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law } from './law.ts'
import { troubleInWords } from './wording/trouble.ts'

export const raceClean: Law<'race-clean'> = {
  id: 'race-clean',
  level: 'tidy',
  says: 'where nothing is in the way, all of several at once report success',
  needs: [],
  brokenBy: 'reports',
  underTrouble: { kind: 'race', noun: ['race', 'races'], judge: judgeReports },
}

function judgeReports(disturbed: DisturbedRun, { expectation, first, second }: Observation): Judgement {
  if (disturbed.trouble.kind !== 'race' || expectation.world !== 'clear') return 'vacuous'
  // What does not come again is no verdict on a commit; of losses it is told all the same.
  const { order } = disturbed.trouble
  if (order.by === 'chance') return 'vacuous'
  // Who looks twice is careful, and who sees another's link come in between fails, loses nothing, and is right next time.
  if (order.by === 'holding' && isLook(order.before.call, disturbed)) return 'vacuous'
  // What fails one after the other as well is told by other laws.
  if (first.report.claim !== 'success' || second?.report.claim !== 'success') return 'vacuous'
  const { reports, run, before } = disturbed
  const failed = reports.find(({ claim }) => claim === 'failure')
  if (failed === undefined) return 'held'
  return {
    summary: `${troubleInWords(disturbed)}, one reported failure, though nothing was in the way`,
    paths: [],
    evidence: { before, run: { ...run, report: failed } },
  }
}

function isLook(call: string, { events }: DisturbedRun): boolean {
  return events.some(event => 'step' in event && event.step.call === call && event.step.kind === 'look')
}
