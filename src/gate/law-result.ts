import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { counted } from '../../fixtures/text/plurals.ts'
import type { Harness } from '../experiments/harness.ts'
import { isWithinLevel, type Law } from '../laws/law.ts'
import type { LawResult, Verdict, WaivedLoss } from './judge-report.ts'
import { reasonOf, waivedLosses } from './options/waivers.ts'
import { type Counterexample, counterexampleOf } from './report/counterexample.ts'
import type { Tally } from './search/tally.ts'
import type { SettledOptions } from './settled-options.ts'
import { blameFor } from './shrink/blame.ts'
import { confirmed } from './shrink/confirm.ts'
import type { FailingCase } from './shrink/failing-case.ts'
import { soughtIn } from './shrink/retry.ts'
import { again, type Shrinking, shrink } from './shrink/shrink.ts'

/** The options that decide what a broken law means. */
type Judging = Pick<SettledOptions, 'level' | 'waivers'>

/** How the search ended for a law. */
interface Ending {
  /** Why the search is not through with the law; null where it is. */
  readonly unfinished: string | null
  /** Returns whether there is no time left to shrink. */
  readonly isTimeUp: () => boolean
}

/** The reason why a law is not tested that the search did not find broken before `bail` ended it. */
export const ENDED_BY_BAIL = 'the run ended at its first violation (--bail)'

/** Returns whether a law is broken, and its level is within that of the run. */
export function failsRun({ law, broken }: Tally, { level, waivers }: Judging): boolean {
  return broken.size > 0 && !waivers.has(law.id) && isWithinLevel(law.level, level)
}

/**
 * Returns the result of one law after all worlds have been tried. If the law fails the run, its worst failing case is
 * shrunk. The others are only summed up in a report, and shrinking takes as long as the search did: it is left out.
 */
export async function resultOf(
  tally: Tally,
  harness: Harness,
  options: Judging & Ending & Pick<SettledOptions, 'onProgress'>,
): Promise<LawResult> {
  const { law } = tally
  const began = performance.now()
  const cases = options.waivers.has(law.id) ? [] : await confirmed(law, tally.cases, harness)
  const [worst] = cases
  const [verdict, reason] = verdictOf(tally, worst !== undefined, options, harness)
  const fails = verdict === 'broken' && failsRun(tally, options)
  const onTry = ({ tree }: WorldSpec) =>
    options.onProgress(`${counted(tree.size, 'entry', 'entries')} left: ${worst?.violation.summary}`)
  const counterexamples: Counterexample[] = []
  for (const one of cases) {
    const shrinking = fails && one === worst ? { onTry, isTimeUp: options.isTimeUp } : null
    const found = await shownCase(law, one, harness, shrinking)
    const blame = fails ? await blameFor(soughtIn(law, found), found.spec, harness) : null
    const { subject, given } = harness
    counterexamples.push(counterexampleOf(found, { invocation: subject.invocation, blame, given }))
  }
  const [counterexample = null, ...others] = counterexamples
  return {
    id: law.id,
    level: law.level,
    says: law.says,
    verdict,
    worlds: tally.judged.size,
    brokenIn: verdict === 'broken' ? tally.broken.size : 0,
    waived: waivedIn(tally, options),
    troubled: needsStops(law) ? tally.troubled : null,
    seconds: tally.seconds + (performance.now() - began) / 1000,
    reason,
    fails,
    counterexample,
    others,
  }
}

/**
 * Returns a failing case as it is shown: shrunk, or run once more. A run that does not end takes long, so the case of a law
 * about time stays as it was confirmed.
 *
 * @param shrinking null for a case that is not shrunk.
 */
async function shownCase(
  law: Law,
  one: FailingCase,
  harness: Harness,
  shrinking: Shrinking | null,
): Promise<FailingCase> {
  if (law.isAboutTime === true) return one
  return shrinking === null ? await again(law, one, harness) : await shrink(law, one, harness, shrinking)
}

function waivedIn({ law, waived }: Tally, { waivers }: Judging): WaivedLoss[] {
  return waivedLosses(waivers, law.id).map(({ kind, reason }) => ({
    kind,
    reason,
    worlds: waived.get(kind)?.size ?? 0,
  }))
}

function verdictOf(
  { law, judged, troubled }: Tally,
  isBroken: boolean,
  { waivers, unfinished }: Judging & Ending,
  { subject }: Harness,
): [Verdict, string | null] {
  const waiver = waivers.get(law.id)
  if (waiver !== undefined) return ['waived', reasonOf(waiver)]
  if (isBroken) return ['broken', null]
  if (unfinished !== null) return ['not-tested', unfinished]
  if (needsStops(law) && subject.stops.by === 'none') return [subject.stops.verdict, subject.stops.why]
  if (needsStops(law) && !hasStruck(troubled))
    return ['not-tested', 'no call on the world was seen, stopped or failed']
  if (judged.size > 0) return ['held', null]
  if (law.needs.includes('permuted') && subject.acceptsRequest !== true) {
    return ['not-applicable', 'its homes and links are hard-coded, so it cannot be given another order']
  }
  return ['not-tested', 'it applied to no world that was tried']
}

function hasStruck({ moments, struck }: Tally['troubled']): boolean {
  return moments > 0 || Object.values(struck).some(count => count > 0)
}

/** Returns whether a law can only be judged between two calls of the subject. */
function needsStops({ needs, underTrouble, isAboutTime }: Law): boolean {
  return (underTrouble !== undefined && isAboutTime !== true) || needs.includes('moments')
}
