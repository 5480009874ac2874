import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Report } from '../observation/report.ts'
import { TROUBLE_KINDS } from '../observation/trouble.ts'
import type { Judgement, Law } from './law.ts'
import { whenTroubled } from './wording/trouble.ts'

export const ends: Law<'ends'> = {
  id: 'ends',
  level: 'safe',
  says: 'every run ends by itself',
  needs: ['again'],
  brokenBy: 'reports',
  judgedIn: ['name-taken', 'unrequested', 'history'],
  isAboutTime: true,
  judge: ({ before, first, second }) => {
    if (first.report.claim === 'unended') return { summary: `the run ${howItEnded(first.report)}`, paths: [] }
    if (second?.report.claim !== 'unended') return 'held'
    const evidence = { before, run: second, since: 'after the first run' }
    return { summary: `the second run ${howItEnded(second.report)}`, paths: [], evidence }
  },
  underTrouble: { kinds: TROUBLE_KINDS, judge: judgeDisturbance },
}

/** Words how a run ended that the harness stopped: `was stopped: it had made more than 20,000 calls`. */
export function howItEnded({ stopped = 'it had not ended' }: Report): string {
  return `was stopped: ${stopped}`
}

function judgeDisturbance(disturbed: DisturbedRun, { first, expectation }: Observation): Judgement {
  const { reports, run, before, made } = disturbed
  const unended = reports.find(({ claim }) => claim === 'unended')
  if (unended === undefined || first.report.claim === 'unended') return 'held'
  // An intruder that takes a name of the subject's own may have taken its lock, for which it may wait.
  if (disturbed.trouble.kind === 'intrusion' && !expectation.places.has(made[0] ?? '')) return 'held'
  const summary = `a run ${howItEnded(unended)}, ${whenTroubled(disturbed)}`
  return { summary, paths: [], evidence: { before, run } }
}
