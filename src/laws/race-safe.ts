import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import { type Law, LOSS_KINDS, type Violation } from './law.ts'
import { lossUnderTrouble, wrongLinkBeyondBaseline } from './under-trouble/beyond-baseline.ts'
import { firstViolation } from './under-trouble/first-violation.ts'
import { whenTroubled } from './wording/trouble.ts'
import { describeWrongLink } from './wording/wrong-link.ts'

export const raceSafe: Law<'race-safe'> = {
  id: 'race-safe',
  level: 'safe',
  says: 'several runs at once lose nothing, and each that reports success is right at the end',
  needs: [],
  losses: LOSS_KINDS,
  brokenBy: 'calls',
  underTrouble: {
    kinds: ['race'],
    judge: firstViolation(lossUnderTrouble, falseSuccess),
  },
}

function falseSuccess(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { run, before, reports } = disturbed
  // A run that starts after the other has ended reports as a second run does.
  if (seen.second !== undefined && wrongLinkBeyondBaseline(seen.second, seen) !== undefined) return undefined
  for (const report of reports) {
    const wrong = wrongLinkBeyondBaseline({ ...run, report }, seen)
    if (wrong === undefined) continue
    const summary = `success was reported ${whenTroubled(disturbed)}, but at the end ${describeWrongLink(wrong, run.after)}`
    return { summary, paths: [wrong.path], evidence: { before, run: { ...run, report } } }
  }
  return undefined
}
