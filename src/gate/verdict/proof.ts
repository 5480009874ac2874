import type { SmallState } from '../../../fixtures/states/world-spec.ts'
import { LAWS } from '../../laws/index.ts'
import { askingForTrouble, isAbout } from '../../laws/law.ts'
import { TROUBLE_KINDS, type TroubleKind } from '../../observation/trouble.ts'
import { GateError, listingError } from '../gate-error.ts'
import type { LawResult } from '../judge-report.ts'
import { type Reached, unreached } from '../search/coverage.ts'
import type { SubjectFacts } from '../shard/shard-report.ts'

/**
 * Refuses a whole run without a broken law that lacks what would have shown one.
 *
 * @param states the states of the planned worlds.
 * @param unfinished the reasons why a law is not tested that count as an answer. Default: none.
 * @throws GateError that lists what is missing.
 */
export function refuseUnproved(
  { reached, laws }: { readonly reached: Reached; readonly laws: readonly LawResult[] },
  states: readonly SmallState[],
  subject: Pick<SubjectFacts, 'stops'>,
  unfinished: readonly string[] = [],
): void {
  const planned = laws.filter(
    ({ verdict, reason }) => verdict !== 'waived' && !unfinished.includes(reason ?? ''),
  )
  const gaps = unreached(reached, states, troublesOf(planned, subject))
  if (gaps.length === 0) return
  throw listingError(
    'No law is broken, but this run proves nothing:',
    gaps,
    'Run again with --stats to see what was reached. If the command is not supposed to do more, waive those laws with --waive.',
  )
}

/**
 * Refuses a run in which no law could be judged.
 *
 * @throws GateError that lists the reasons.
 */
export function refuseUnjudged(laws: readonly LawResult[]): void {
  if (laws.some(({ verdict }) => ['held', 'broken', 'waived'].includes(verdict))) return
  throw listingError(
    'No law could be judged in any world that was tried:',
    laws.map(({ id, reason }) => `${id}: ${reason}`),
  )
}

/**
 * Refuses a run in which a law could not be tested.
 *
 * @param answered the reasons that count as an answer. Default: none.
 * @throws GateError that names each, with the reason.
 */
export function refuseUntested(laws: readonly LawResult[], answered: readonly string[] = []): void {
  const untested = laws.filter(
    ({ verdict, reason }) => verdict === 'not-tested' && !answered.includes(reason ?? ''),
  )
  if (untested.length === 0) return
  // The report is not shown, and they are an answer.
  const broken = laws.filter(({ fails }) => fails).map(({ id }) => id)
  const breaks = broken.length === 0 ? '' : `It breaks ${broken.join(', ')}. `
  const reasons = untested.map(({ id, reason }) => `${id} (${reason})`).join('; ')
  throw new GateError(`${breaks}Not tested: ${reasons}.`)
}

/** Returns the kinds of trouble that are tried for some laws; none for a subject that cannot be stopped. */
function troublesOf(laws: readonly LawResult[], { stops }: Pick<SubjectFacts, 'stops'>): TroubleKind[] {
  if (stops.by === 'none') return []
  const judged = LAWS.filter(({ id }) => laws.some(law => law.id === id))
  return TROUBLE_KINDS.filter(kind => askingForTrouble(judged).some(law => isAbout(law, kind)))
}
