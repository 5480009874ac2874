import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import type { Observation } from '../../observation/observation.ts'
import { isRight } from '../../observation/right.ts'
import type { Trouble } from '../../observation/trouble.ts'
import { howItEnded } from '../ends.ts'
import type { Violation } from '../law.ts'
import { describeTrouble } from '../wording/trouble.ts'
import { describeWrongLink } from '../wording/wrong-link.ts'
import { lossBeyondBaseline, wrongLinkBeyondBaseline } from './beyond-baseline.ts'

/**
 * Returns how the next run, undisturbed on the result of a disturbed one, does worse than an undisturbed run in the
 * original world: it loses data, reports otherwise, or leaves a link wrong. Undefined where it does not.
 */
export function failureToRecover(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { rerun, before } = disturbed
  const { first, second, expectation, equality } = seen
  if (rerun === null) return undefined
  const lost = lossByNextRun(disturbed, seen)
  if (lost !== undefined) return lost
  const after = `after ${describeTrouble(disturbed)}`
  const evidence = { before, run: rerun }
  const falselyRight = wrongLinkBeyondBaseline(rerun, seen)
  if (falselyRight !== undefined) {
    const wrong = describeWrongLink(falselyRight, rerun.after)
    const summary = `${after}, the next run reported success, but ${wrong}`
    return { summary, paths: [falselyRight.path], evidence }
  }
  if (isPermanent(disturbed.trouble)) return undefined
  // Without a conflict, success is no worse. With one, success means that the run has changed an existing entry.
  const alsoRight = expectation.world === 'conflict' ? [] : ['success']
  if (![first.report.claim, second?.report.claim, ...alsoRight].includes(rerun.report.claim)) {
    const { claim } = rerun.report
    const end = claim === 'unended' ? howItEnded(rerun.report) : `reported ${claim}`
    const summary = `${after}, the next run ${end}, but an undisturbed run reports ${first.report.claim}`
    return { summary, paths: [], evidence }
  }
  const wrong = expectation.links.find(
    link =>
      isRight(first.after, link, equality) &&
      !isRight(rerun.after, link, equality) &&
      !isContested(link, expectation),
  )
  if (wrong === undefined) return undefined
  const summary = `${after}, the next run left a link wrong that an undisturbed run makes right: ${describeWrongLink(wrong, rerun.after)}`
  return { summary, paths: [wrong.path], evidence }
}

/**
 * Returns whether several homes have something in the place of their links to one target. It may collide there: then it
 * depends on the order, which trouble may change, how much of each can be merged.
 */
function isContested({ link }: ExpectedLink, { conflicts }: Observation['expectation']): boolean {
  return conflicts.filter(({ of, name }) => of === 'link' && name === link.name).length > 1
}

/** Returns the loss by the next run that an undisturbed run does not cause; undefined where there is none. */
export function lossByNextRun(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { rerun, before } = disturbed
  const how = ` by the next run, after ${describeTrouble(disturbed)}`
  return rerun === null ? undefined : lossBeyondBaseline(rerun, before, seen, how)
}

/**
 * Returns whether a trouble would still be there in the next run: another device stays one. A program that gives up over
 * a part that it cannot copy may give up again, as long as it loses nothing.
 */
function isPermanent(trouble: Trouble): boolean {
  return trouble.kind === 'fault' && trouble.errno === 'EXDEV'
}
