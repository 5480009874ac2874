import { lieBeyond, lossBeyond } from './beyond.ts'
import { didNotEnd } from './did-not-end.ts'
import type { Disturbed } from './disturbed.ts'
import { pathInWords } from './in-words.ts'
import type { Judgement, Law } from './law.ts'
import type { Observation } from './observation.ts'
import { failureToRecover } from './recovers.ts'
import { troubleInWords } from './trouble-in-words.ts'

export const faultSafe: Law<'fault-safe'> = {
  id: 'fault-safe',
  level: 'safe',
  says: 'whatever call fails, nothing is lost, no success is reported that is not true, and a run after that does as an undisturbed one',
  needs: ['once', 'again', 'fault'],
  judge: seen => {
    const { disturbed } = seen
    return disturbed?.trouble.kind === 'fault' ? judgeFault(disturbed, seen) : 'beside'
  },
}

function judgeFault(disturbed: Disturbed, seen: Observation): Judgement {
  const when = troubleInWords(disturbed)
  const { run, before } = disturbed
  const lost = lossBeyond(run, disturbed.before, seen, ` ${when}`)
  if (lost !== undefined) return lost
  const stuck = didNotEnd(disturbed, seen, when)
  if (stuck !== undefined) return stuck
  const wrong = lieBeyond(run, seen)
  if (wrong !== undefined) {
    const summary = `success was reported ${when}, but ${pathInWords(wrong)} is not right`
    return { summary, paths: [wrong], scene: { before, run } }
  }
  return failureToRecover(disturbed, seen, `one ${when.replace('when', 'in which')}`) ?? 'held'
}
