import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law } from './law.ts'
import { lieBeyond, lossBeyond } from './under-trouble/beyond-baseline.ts'
import { failureToRecover } from './under-trouble/recovery.ts'
import { didNotEnd } from './under-trouble/unended-run.ts'
import { troubleInWords } from './wording/trouble.ts'
import { wrongInWords } from './wording/wrong-link.ts'

export const faultSafe: Law<'fault-safe'> = {
  id: 'fault-safe',
  level: 'safe',
  says: 'whatever call fails, nothing is lost, no success is reported that is not true, and a run after that does as an undisturbed one',
  needs: [],
  brokenBy: 'calls',
  underTrouble: { kind: 'fault', noun: ['failed call', 'failed calls'], judge: judgeFault },
}

function judgeFault(disturbed: DisturbedRun, seen: Observation): Judgement {
  const when = troubleInWords(disturbed)
  const { run, before } = disturbed
  const lost = lossBeyond(run, disturbed.before, seen, ` ${when}`)
  if (lost !== undefined) return lost
  const stuck = didNotEnd(disturbed, seen, when)
  if (stuck !== undefined) return stuck
  const wrong = lieBeyond(run, seen)
  if (wrong !== undefined && !isEntered(wrong.path, disturbed)) {
    const summary = `success was reported ${when}, but ${wrongInWords(wrong, run.after)}`
    return { summary, paths: [wrong.path], evidence: { before, run } }
  }
  return failureToRecover(disturbed, seen, `one ${when.replace('when', 'in which')}`) ?? 'held'
}

/**
 * Whether what stands where the link belongs is a directory that was there before, and that a look failed to tell. The
 * tests of a shell say no to what they may not see, and `ln -s` then puts its link into the directory and is content:
 * nothing is lost, and every careful shell script does it.
 */
function isEntered(path: string, { events, run: { changes }, before }: DisturbedRun): boolean {
  const isLook = events.some(event => 'step' in event && event.failed !== null && event.step.kind === 'look')
  return isLook && before.entries.get(path)?.type === 'dir' && changes.fates.get(path) === 'kept'
}
