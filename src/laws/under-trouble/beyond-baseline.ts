import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { Comparison } from '../../damage/fate.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import type { Observation } from '../../observation/observation.ts'
import { isRight } from '../../observation/right.ts'
import type { Run } from '../../observation/run.ts'
import { cutOff, lossIn } from '../keeps-data.ts'
import type { Violation } from '../law.ts'

/**
 * What a run under trouble loses that undisturbed runs do not, as the break of a law; undefined where that is nothing.
 * What is lost without any trouble is told by `keeps-data`, and once is enough.
 */
export function lossBeyond(
  run: Run,
  before: Snapshot,
  seen: Observation,
  when: string,
): Violation | undefined {
  const here = { ...seen, before }
  const undisturbed = [seen.first, ...(seen.second === undefined ? [] : [seen.second])]
  const changes = beyond(
    run.changes,
    undisturbed.map(one => one.changes),
  )
  const lost = lossIn(changes, here, when) ?? cutOffBeyond({ ...run, changes }, here, seen, when)
  return lost && { ...lost, evidence: { before, run } }
}

/** The comparison without the losses that others have too. */
export function beyond(changes: Comparison, others: readonly Comparison[]): Comparison {
  const isUsual = (path: string) => others.some(({ fates }) => isLoss(fates.get(path)))
  return {
    ...changes,
    fates: new Map([...changes.fates].filter(([path, fate]) => !isLoss(fate) || !isUsual(path))),
    orphans: new Map([...changes.orphans].filter(([path]) => !isUsual(path))),
  }
}

/**
 * A link that is wrong although success was reported, and an undisturbed run does not lie about it; undefined where
 * there is none.
 */
export function lieBeyond(run: Run, seen: Observation): ExpectedLink | undefined {
  if (run.report.claim !== 'success') return undefined
  return seen.expectation.links.find(
    ({ home, link }) =>
      !isRight(run.after, home, link, seen.equality) &&
      !(seen.first.report.claim === 'success' && !isRight(seen.first.after, home, link, seen.equality)),
  )
}

function cutOffBeyond(run: Run, here: Observation, seen: Observation, when: string): Violation | undefined {
  return cutOff(seen.first, seen, '') === undefined ? cutOff(run, here, when) : undefined
}

function isLoss(fate: string | undefined): boolean {
  return fate === 'destroyed' || fate === 'orphaned'
}
