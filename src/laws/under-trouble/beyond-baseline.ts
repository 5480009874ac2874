import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { type Comparison, withoutPaths } from '../../damage/fate.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import type { Observation } from '../../observation/observation.ts'
import { isRight } from '../../observation/right.ts'
import type { Run } from '../../observation/run.ts'
import { destructionIn, isAllKept, lossThroughRightLinks, orphanIn } from '../keeps-data.ts'
import type { Violation } from '../law.ts'
import { whenTroubled } from '../wording/trouble.ts'
import { withEvidence, worstOf } from '../worst-first.ts'

// A defect that shows without trouble breaks `keeps-data` or `tells-the-truth`, and is reported once, there.

/** Returns the worst loss in a run under trouble that undisturbed runs do not have; undefined where there is none. */
export function lossUnderTrouble(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  return lossBeyondBaseline(disturbed.run, disturbed.before, seen, ` ${whenTroubled(disturbed)}`)
}

/** Returns the worst loss in a disturbed run that undisturbed runs do not have; undefined where there is none. */
export function lossBeyondBaseline(
  run: Run,
  before: Snapshot,
  seen: Observation,
  how: string,
): Violation | undefined {
  // Most runs end like this, and there may be tens of thousands.
  if (isAllKept(run.changes)) return undefined
  const here = { ...seen, before }
  const changes = withoutLossesOf([seen.first, seen.second], run.changes)
  const isBaselineLossless = lossThroughRightLinks(seen.first, seen, '') === undefined
  const lost = worstOf([
    destructionIn(changes, here, how),
    orphanIn(changes, here, how),
    isBaselineLossless ? lossThroughRightLinks({ ...run, changes }, here, how) : undefined,
  ])
  return lost && withEvidence(lost, { before, run })
}

/**
 * Returns the destruction in a killed run that undisturbed runs do not have; undefined where there is none. An orphan does
 * not count yet: the next run may make its link again.
 */
export function destructionBeyondBaseline(
  run: Run,
  before: Snapshot,
  seen: Observation,
  how: string,
): Violation | undefined {
  if (isAllKept(run.changes)) return undefined
  const changes = withoutLossesOf([seen.first, seen.second], run.changes)
  const lost = destructionIn({ ...changes, orphans: new Map() }, { ...seen, before }, how)
  return lost && { ...lost, evidence: { before, run } }
}

/** Returns a comparison without the losses that other runs have too, as far as there were such runs. */
export function withoutLossesOf(
  others: readonly (Run | null | undefined)[],
  changes: Comparison,
): Comparison {
  const isLostAnyway = (path: string) => others.some(other => isLoss(other?.changes.fates.get(path)))
  return withoutPaths(changes, path => isLoss(changes.fates.get(path)) && isLostAnyway(path))
}

/**
 * Returns a link that is wrong although a run reported success, where an undisturbed run does not report it falsely;
 * undefined where there is none.
 */
export function wrongLinkBeyondBaseline(
  run: Run,
  { expectation, equality, first }: Observation,
): ExpectedLink | undefined {
  if (run.report.claim !== 'success') return undefined
  return expectation.links.find(
    link =>
      !isRight(run.after, link, equality) &&
      !(first.report.claim === 'success' && !isRight(first.after, link, equality)),
  )
}

function isLoss(fate: string | undefined): boolean {
  return fate === 'destroyed' || fate === 'orphaned'
}
