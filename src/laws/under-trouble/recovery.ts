import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import { isRight } from '../../observation/right.ts'
import type { Violation } from '../law.ts'
import { wrongInWords } from '../wording/wrong-link.ts'
import { lieBeyond, lossBeyond } from './beyond-baseline.ts'

/**
 * What a run without trouble, on what a disturbed one left, does worse than an undisturbed run: it loses something, it
 * reports otherwise, or it leaves a link wrong. Undefined where that is nothing.
 */
export function failureToRecover(
  disturbed: DisturbedRun,
  seen: Observation,
  after: string,
): Violation | undefined {
  const { rerun, before } = disturbed
  const { first, second, expectation, equality } = seen
  if (rerun === null || first.report.claim === 'killed') return undefined
  const lost = lossBeyond(rerun, disturbed.before, seen, ` by a run after ${after}`)
  if (lost !== undefined) return lost
  const evidence = { before, run: rerun }
  const wrongly = lieBeyond(rerun, seen)
  if (wrongly !== undefined) {
    const summary = `a run after ${after} reported success, but ${wrongInWords(wrongly, rerun.after)}`
    return { summary, paths: [wrongly.path], evidence }
  }
  // Where there is no conflict, to succeed is no worse. Where there is one, something was changed that stood there.
  const may = expectation.world === 'conflict' ? [] : ['success']
  const usual = [first.report.claim, second?.report.claim, ...may]
  if (!usual.includes(rerun.report.claim)) {
    const summary = `a run after ${after} reported ${saidBy(rerun.report.claim)}, an undisturbed one ${first.report.claim}`
    return { summary, paths: [], evidence }
  }
  const wrong = expectation.links.find(
    ({ home, link }) =>
      isRight(first.after, home, link, equality) && !isRight(rerun.after, home, link, equality),
  )
  if (wrong === undefined) return undefined
  const summary = `a run after ${after} left wrong what an undisturbed one makes right: ${wrongInWords(wrong, rerun.after)}`
  return { summary, paths: [wrong.path], evidence }
}

function saidBy(claim: 'success' | 'failure' | 'killed'): string {
  return claim === 'killed' ? 'nothing (it did not end in time, and was killed)' : claim
}
