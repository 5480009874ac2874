import type { Harness } from '../experiments/harness.ts'
import type { LawId } from '../laws/index.ts'
import { isWithinLevel, type Law, type Level } from '../laws/law.ts'
import { type Counterexample, counterexampleOf } from './report/counterexample.ts'
import type { LawResult, Verdict } from './report-data.ts'
import type { Tally } from './search/tally.ts'
import { blameFor } from './shrink/blame.ts'
import type { FailingCase } from './shrink/failing-case.ts'
import { again, shrink } from './shrink/shrink.ts'

/** What fails a run, and what is not asked of the subject. */
export interface Standard {
  readonly level: Level
  /** Laws that are not asked of the subject, with the reason. */
  readonly waivers: ReadonlyMap<LawId, string>
}

/** Words the verdict on one law when all worlds have been tried, with the smallest failing case where it is broken. */
export async function resultOf(
  law: Law<LawId>,
  tally: Tally,
  harness: Harness,
  { level, waivers }: Standard,
): Promise<LawResult> {
  const [verdict, reason] = verdictOf(law, tally, waivers.get(law.id), harness)
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
    // The two are read after the work.
    counterexample: found && (await counterexampleFor(law, found, harness, fails)),
    seconds: tally.seconds + (performance.now() - began) / 1000,
    reason,
    fails,
  }
}

/** Of a warning only the sentence is shown, and to look for a smaller world costs as much as the search did. */
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
  law: Law<LawId>,
  { judged, broken, troubled }: Tally,
  waiver: string | undefined,
  { subject }: Harness,
): [Verdict, string | null] {
  if (waiver !== undefined) return ['waived', waiver]
  if (broken.size > 0) return ['broken', null]
  if (needsStops(law) && subject.stops.by === 'none') return [subject.stops.verdict, subject.stops.why]
  if (needsStops(law) && troubled.moments + troubled.struck === 0)
    return ['not-tested', 'no call on the world was seen, stopped or failed']
  if (judged.size > 0) return ['held', null]
  if (law.needs.includes('permuted') && subject.acceptsRequest !== true) {
    return [
      'not-applicable',
      'its homes and links are written into it, and it cannot be asked for another order',
    ]
  }
  return ['not-tested', 'no world was tried in which it could be judged']
}

/** Whether a law is about what happens between two calls. */
function needsStops({ needs, underTrouble }: Law): boolean {
  return underTrouble !== undefined || needs.includes('moments')
}
