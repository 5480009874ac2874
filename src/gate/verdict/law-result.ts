import { isWithinLevel, type Law } from '../../laws/law.ts'
import type { LawResult, Verdict, WaivedLoss } from '../judge-report.ts'
import { reasonOf, waivedLosses } from '../options/waivers.ts'
import type { Counterexample } from '../report/counterexample.ts'
import type { Tally } from '../search/tally.ts'
import type { SettledOptions } from '../settled-options.ts'
import type { SubjectFacts } from '../shard/shard-report.ts'

/** The options that decide what a broken law means. */
type Judging = Pick<SettledOptions, 'level' | 'waivers'>

/** The reason why a law is not tested that the search did not find broken before `bail` ended it. */
export const ENDED_BY_BAIL = 'the run ended at its first violation (--bail)'

/** Returns whether a law is broken, and its level is within that of the run. */
export function failsRun({ law, broken }: Tally, { level, waivers }: Judging): boolean {
  return broken.size > 0 && !waivers.has(law.id) && isWithinLevel(law.level, level)
}

/** Returns the result of one law from its counts and its counterexamples, the worst first. */
export function resultOf(
  tally: Tally,
  counterexamples: readonly Counterexample[],
  options: Judging & {
    readonly subject: SubjectFacts
    readonly unfinished: string | null
    readonly seconds: number
  },
): LawResult {
  const { law } = tally
  const [counterexample = null, ...others] = counterexamples
  const [verdict, reason] = verdictOf(tally, counterexample !== null, options)
  return {
    id: law.id,
    level: law.level,
    says: law.says,
    verdict,
    worlds: tally.judged.size,
    brokenIn: verdict === 'broken' ? tally.broken.size : 0,
    waived: waivedIn(tally, options),
    troubled: needsStops(law) ? tally.troubled : null,
    seconds: options.seconds,
    reason,
    fails: verdict === 'broken' && failsRun(tally, options),
    counterexample,
    others,
  }
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
  { waivers, unfinished, subject }: Parameters<typeof resultOf>[2],
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
