import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law } from './law.ts'
import { lossBeyond } from './under-trouble/beyond-baseline.ts'
import { failureToRecover } from './under-trouble/recovery.ts'
import { pathInWords } from './wording/entries.ts'
import { troubleInWords } from './wording/trouble.ts'

export const crashSafe: Law<'crash-safe'> = {
  id: 'crash-safe',
  level: 'safe',
  says: 'killed at any moment it has lost nothing, and a run after that does as an undisturbed one',
  needs: ['again', 'moments'],
  brokenBy: 'calls',
  judge: judgeMoments,
  underTrouble: { kind: 'crash', noun: ['kill', 'kills'], judge: judgeCrash },
}

/** Each moment of one run that nobody kills is what a kill at that moment would have left. */
function judgeMoments(seen: Observation): Judgement {
  const { moments = [], first, before } = seen
  if (moments.length === 0) return 'vacuous'
  for (const [moment, { tree, changes, next }] of moments.entries()) {
    const run = { report: { ...first.report, claim: 'killed' as const, exit: null }, after: tree, changes }
    const lost = lossBeyond(
      run,
      before,
      seen,
      ` if it is killed before ${next.call} of ${pathInWords(next.path)}`,
    )
    if (lost !== undefined) return { ...lost, moment }
  }
  return 'held'
}

function judgeCrash(disturbed: DisturbedRun, seen: Observation): Judgement {
  const when = troubleInWords(disturbed)
  return (
    lossBeyond(disturbed.run, disturbed.before, seen, ` ${when}`) ??
    failureToRecover(disturbed, seen, when.replace('when it was', 'one that was')) ??
    'held'
  )
}
