import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import { type Law, LOSS_KINDS, type Violation } from './law.ts'
import { lossUnderTrouble, wrongLinkBeyondBaseline } from './under-trouble/beyond-baseline.ts'
import { firstViolation } from './under-trouble/first-violation.ts'
import { failureToRecover } from './under-trouble/recovery.ts'
import { whenTroubled } from './wording/trouble.ts'
import { describeWrongLink } from './wording/wrong-link.ts'

export const faultSafe: Law<'fault-safe'> = {
  id: 'fault-safe',
  level: 'safe',
  says: 'when any call fails, nothing is lost, success is never falsely reported, and the next run recovers',
  needs: [],
  losses: LOSS_KINDS,
  brokenBy: 'calls',
  underTrouble: {
    kinds: ['fault'],
    judge: firstViolation(lossUnderTrouble, falseSuccess, failureToRecover),
  },
}

function falseSuccess(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { run, before } = disturbed
  const wrong = wrongLinkBeyondBaseline(run, seen)
  if (wrong === undefined || isUninspectedDirectory(wrong.path, disturbed)) return undefined
  const summary = `success was reported ${whenTroubled(disturbed)}, but ${describeWrongLink(wrong, run.after)}`
  return { summary, paths: [wrong.path], evidence: { before, run } }
}

/**
 * Returns whether the place of a link holds a directory from before the run, and an injected failure kept the run from
 * inspecting something. The tests of a shell answer no where they may not look. `ln -s` then puts its link into the
 * directory and succeeds: nothing is lost, and every careful shell script does it.
 */
function isUninspectedDirectory(path: string, { events, run: { changes }, before }: DisturbedRun): boolean {
  const hasFailedLook = events.some(
    event => 'step' in event && event.failed !== null && event.step.kind === 'look',
  )
  return hasFailedLook && before.entries.get(path)?.type === 'dir' && changes.fates.get(path) === 'kept'
}
