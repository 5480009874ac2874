import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { Comparison } from '../../damage/fate.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import type { Observation } from '../../observation/observation.ts'
import { isRight } from '../../observation/right.ts'
import type { Run } from '../../observation/run.ts'
import { lossIn, lossThroughRightLink } from '../keeps-data.ts'
import type { Violation } from '../law.ts'

// A defect that shows without trouble breaks `keeps-data` or `tells-the-truth`, and is reported once, there.

/** Returns the loss in a disturbed run that undisturbed runs do not have; undefined where there is none. */
export function lossBeyondBaseline(
  run: Run,
  before: Snapshot,
  seen: Observation,
  how: string,
): Violation | undefined {
  const here = { ...seen, before }
  const undisturbed = [seen.first, ...(seen.second === undefined ? [] : [seen.second])]
  const changes = withoutLossesOf(
    undisturbed.map(one => one.changes),
    run.changes,
  )
  const lost = lossIn(changes, here, how) ?? lossThroughLinkBeyond({ ...run, changes }, here, seen, how)
  return lost && { ...lost, evidence: { before, run } }
}

/** Returns a comparison without the losses that other comparisons have too. */
export function withoutLossesOf(others: readonly Comparison[], changes: Comparison): Comparison {
  const isLostAnyway = (path: string) => others.some(({ fates }) => isLoss(fates.get(path)))
  return {
    ...changes,
    fates: new Map([...changes.fates].filter(([path, fate]) => !isLoss(fate) || !isLostAnyway(path))),
    orphans: new Map([...changes.orphans].filter(([path]) => !isLostAnyway(path))),
  }
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
    ({ home, link }) =>
      !isRight(run.after, home, link, equality) &&
      !(first.report.claim === 'success' && !isRight(first.after, home, link, equality)),
  )
}

function lossThroughLinkBeyond(
  run: Run,
  here: Observation,
  seen: Observation,
  how: string,
): Violation | undefined {
  const isBaselineLossless = lossThroughRightLink(seen.first, seen, '') === undefined
  return isBaselineLossless ? lossThroughRightLink(run, here, how) : undefined
}

function isLoss(fate: string | undefined): boolean {
  return fate === 'destroyed' || fate === 'orphaned'
}
