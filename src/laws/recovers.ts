import { lieBeyond, lossBeyond } from './beyond.ts'
import type { Disturbed } from './disturbed.ts'
import type { Break } from './law.ts'
import type { Observation } from './observation.ts'
import { isRight } from './right.ts'
import { wrongInWords } from './wrong-in-words.ts'

/**
 * What a run without trouble, on what a disturbed one left, does worse than an undisturbed run: it loses something, it
 * reports otherwise, or it leaves a link wrong. Undefined where that is nothing.
 */
export function failureToRecover(disturbed: Disturbed, seen: Observation, after: string): Break | undefined {
  const { rerun, before } = disturbed
  const { first, second, asked, equality } = seen
  if (rerun === null || first.report.claim === 'none') return undefined
  const lost = lossBeyond(rerun, disturbed.before, seen, ` by a run after ${after}`)
  if (lost !== undefined) return lost
  const scene = { before, run: rerun }
  const wrongly = lieBeyond(rerun, seen)
  if (wrongly !== undefined) {
    const summary = `a run after ${after} reported success, but ${wrongInWords(wrongly, rerun.after)}`
    return { summary, paths: [wrongly.path], scene }
  }
  // Where there is no conflict, to succeed is no worse. Where there is one, something was changed that stood there.
  const may = asked.world === 'conflict' ? [] : ['success']
  const usual = [first.report.claim, second?.report.claim, ...may]
  if (!usual.includes(rerun.report.claim)) {
    const summary = `a run after ${after} reported ${saidBy(rerun.report.claim)}, an undisturbed one ${first.report.claim}`
    return { summary, paths: [], scene }
  }
  const wrong = asked.links.find(
    ({ home, link }) =>
      isRight(first.after, home, link, equality) && !isRight(rerun.after, home, link, equality),
  )
  if (wrong === undefined) return undefined
  const summary = `a run after ${after} left wrong what an undisturbed one makes right: ${wrongInWords(wrong, rerun.after)}`
  return { summary, paths: [wrong.path], scene }
}

function saidBy(claim: 'success' | 'failure' | 'none'): string {
  return claim === 'none' ? 'nothing (it did not end in time, and was killed)' : claim
}
