import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import { lostLines } from './keeps-live-writes.ts'
import { type Judgement, type Law, LOSS_KINDS, type Violation } from './law.ts'
import { destructionBeyondBaseline } from './under-trouble/beyond-baseline.ts'
import { firstViolation } from './under-trouble/first-violation.ts'
import { lessToRead } from './under-trouble/less-to-read.ts'
import { failureToRecover, lossByNextRun } from './under-trouble/recovery.ts'
import { quotePath } from './wording/entries.ts'
import { describeStep, describeTrouble, whenTroubled } from './wording/trouble.ts'

export const crashSafe: Law<'crash-safe'> = {
  id: 'crash-safe',
  level: 'safe',
  says: 'killed at any point, or stopped by a signal that it handles, it has lost nothing, and the next run recovers',
  needs: ['again', 'moments'],
  losses: LOSS_KINDS,
  brokenBy: 'calls',
  judge: judgeMoments,
  underTrouble: {
    kinds: ['crash', 'signal'],
    judge: (disturbed, undisturbed) => {
      const { trouble } = disturbed
      const interlude = trouble.kind === 'crash' ? (trouble.interlude ?? 'none') : 'none'
      return CHECKS[interlude](disturbed, undisturbed)
    },
  },
}

const CHECKS = {
  none: firstViolation(destruction, failureToRecover, lessToRead),
  // Their files may be a conflict, so nothing but their lines counts.
  'agents write': firstViolation(lossOfLines),
  // A careful tool may refuse what is so old, so nothing but loss counts.
  'weeks pass': firstViolation(lossByNextRun, lessToRead),
} as const

function lossOfLines({ rerun, intruded, before, ...disturbed }: DisturbedRun): Violation | undefined {
  if (rerun === null) return undefined
  const [line] = lostLines({ ...disturbed, run: rerun })
  if (line === undefined) return undefined
  return {
    kind: 'destroyed',
    summary: `after ${describeTrouble(disturbed)}, the next run lost a line that an agent had appended to ${quotePath(line.path)}`,
    paths: [line.path],
    evidence: { before: intruded ?? before, run: rerun },
  }
}

function destruction(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  return destructionBeyondBaseline(disturbed.run, disturbed.before, seen, ` ${whenTroubled(disturbed)}`)
}

/** Judges each moment of an undisturbed run: the tree at that moment is what a kill would have left. */
function judgeMoments(seen: Observation): Judgement {
  const { moments = [], first, before } = seen
  if (moments.length === 0) return 'vacuous'
  for (const [moment, { tree, changes, next }] of moments.entries()) {
    const run = { report: { ...first.report, claim: 'killed' as const, exit: null }, after: tree, changes }
    const lost = destructionBeyondBaseline(
      run,
      before,
      seen,
      ` if the run is killed before ${describeStep(next)}`,
    )
    if (lost !== undefined) return { ...lost, moment }
  }
  return 'held'
}
