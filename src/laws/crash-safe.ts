import { lossBeyond } from './beyond.ts'
import type { Disturbed } from './disturbed.ts'
import { pathInWords } from './in-words.ts'
import type { Judgement, Law } from './law.ts'
import type { Observation } from './observation.ts'
import { failureToRecover } from './recovers.ts'
import { troubleInWords } from './trouble-in-words.ts'

export const crashSafe: Law<'crash-safe'> = {
  id: 'crash-safe',
  level: 'safe',
  says: 'killed at any moment it has lost nothing, and a run after that does as an undisturbed one',
  needs: ['once', 'again', 'moments', 'crash'],
  judge: seen => {
    const { disturbed } = seen
    if (disturbed !== undefined)
      return disturbed.trouble.kind === 'crash' ? judgeCrash(disturbed, seen) : 'beside'
    return judgeMoments(seen)
  },
}

/** Each moment of one run that nobody kills is what a kill at that moment would have left. */
function judgeMoments(seen: Observation): Judgement {
  const { moments = [], first, before } = seen
  if (moments.length === 0) return 'beside'
  for (const [moment, { tree, changes, next }] of moments.entries()) {
    const run = { report: { ...first.report, claim: 'none' as const, exit: null }, after: tree, changes }
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

function judgeCrash(disturbed: Disturbed, seen: Observation): Judgement {
  const when = troubleInWords(disturbed)
  return (
    lossBeyond(disturbed.run, disturbed.before, seen, ` ${when}`) ??
    failureToRecover(disturbed, seen, when.replace('when it was', 'one that was')) ??
    'held'
  )
}
