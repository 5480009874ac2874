import type { Harness } from '../experiments/harness.ts'
import { isWithinLevel, type Law } from '../laws/law.ts'
import type { LawResult, Verdict } from './judge-report.ts'
import { type Counterexample, counterexampleOf } from './report/counterexample.ts'
import type { Tally } from './search/tally.ts'
import type { SettledOptions } from './settled-options.ts'
import { blameFor } from './shrink/blame.ts'
import type { FailingCase } from './shrink/failing-case.ts'
import { again, shrink } from './shrink/shrink.ts'

/** Returns the result of one law after all worlds have been tried. For a broken law, it shrinks the failing case. */
export async function resultOf(
  tally: Tally,
  harness: Harness,
  { level, waivers }: Pick<SettledOptions, 'level' | 'waivers'>,
): Promise<LawResult> {
  const { law } = tally
  const [verdict, reason] = verdictOf(tally, waivers.get(law.id), harness)
  const fails = verdict === 'broken' && isWithinLevel(law.level, level)
  const began = performance.now()
  const found = verdict === 'broken' ? tally.smallest : null
  return {
    id: law.id,
    level: law.level,
    says: law.says,
    verdict,
    worlds: tally.judged.size,
    brokenIn: tally.broken.size,
    troubled: needsStops(law) ? tally.troubled : null,
    // Evaluated before `seconds`, which includes this work.
    counterexample: found && (await counterexampleFor(law, found, harness, fails)),
    seconds: tally.seconds + (performance.now() - began) / 1000,
    reason,
    fails,
  }
}

/** A report shows only the summary of a warning, and shrinking takes as long as the search did: it is left out. */
async function counterexampleFor(
  law: Law,
  first: FailingCase,
  harness: Harness,
  isShown: boolean,
): Promise<Counterexample> {
  const { invocation } = harness.subject
  if (!isShown) return counterexampleOf(await again(law, first, harness), { invocation, blame: null })
  const found = await shrink(law, first, harness)
  const blame = await blameFor(law, found.spec, harness, found.disturbed?.trouble ?? null)
  return counterexampleOf(found, { invocation, blame })
}

function verdictOf(
  { law, judged, broken, troubled }: Tally,
  waiver: string | undefined,
  { subject }: Harness,
): [Verdict, string | null] {
  if (waiver !== undefined) return ['waived', waiver]
  if (broken.size > 0) return ['broken', null]
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
