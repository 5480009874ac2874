import type { Harness } from '../experiments/harness.ts'
import type { LawId } from '../laws/index.ts'
import { isWithinLevel, type Law } from '../laws/law.ts'
import { isTrouble } from '../observation/trouble.ts'
import type { LawResult, Verdict } from './report-data.ts'
import type { Tally } from './search/tally.ts'
import type { Trial } from './search/trial.ts'
import { shrink } from './shrink/shrink.ts'

/** What is said of one law when all worlds have been tried. */
export async function resultOf(
  law: Law<LawId>,
  tally: Tally,
  harness: Harness,
  trial: Trial,
): Promise<LawResult> {
  const waiver = trial.waivers.get(law.id)
  const [verdict, reason] = verdictOf(law, tally, waiver, harness)
  const fails = verdict === 'broken' && isWithinLevel(law.level, trial.level)
  const began = performance.now()
  // Of a warning only the sentence is shown, and to look for a smaller world costs as much as the run did.
  const counterexample =
    verdict === 'broken' && tally.smallest !== null
      ? await shrink(law, tally.smallest, harness, { isShown: fails, command: trial.command })
      : null
  return {
    id: law.id,
    level: law.level,
    says: law.says,
    verdict,
    worlds: tally.judged.size,
    brokenIn: tally.broken.size,
    troubled: needsStops(law) ? tally.troubled : null,
    seconds: tally.seconds + (performance.now() - began) / 1000,
    reason,
    fails,
    counterexample,
  }
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
  if (law.needs.includes('permuted') && !subject.acceptsRequest) {
    return [
      'not-applicable',
      'its homes and links are written into it, and it cannot be asked for another order',
    ]
  }
  return ['not-tested', 'no world was tried in which it could be judged']
}

/** Whether a law speaks of what happens between two calls. */
function needsStops({ needs }: Law): boolean {
  return needs.some(need => need === 'moments' || isTrouble(need))
}
