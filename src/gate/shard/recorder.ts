import { createHash } from 'node:crypto'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { AnyLawId } from '../../laws/index.ts'
import { askingForTrouble, isAbout, type Law, type LossKind } from '../../laws/law.ts'
import { violationsOf, worstFirst } from '../../laws/worst-first.ts'
import type { TroubleKind } from '../../observation/trouble.ts'
import type { Tally } from '../search/tally.ts'
import { isJudgedBy, STAGES, type Trial } from '../search/trial.ts'
import { isOfRerun } from '../shrink/failing-case.ts'
import { inOrder, isClearer, type RankedCase, rankOf } from '../shrink/rank.ts'
import type { Candidate } from '../verdict/shown-cases.ts'
import { lineOf } from './record-lines.ts'

/** Records the share of a search: a line for each trial, and each failing case that the report of one run may show. */
export class ShardRecorder {
  readonly records: string[] = []
  readonly #tallies: readonly Tally[]
  readonly #asking: readonly Law[]
  readonly #plan = createHash('sha256')
  readonly #cases = new Map<AnyLawId, Case[]>()

  /** @param tallies the counts of the laws that judge each trial, in their order. */
  constructor(tallies: readonly Tally[]) {
    this.#tallies = tallies
    this.#asking = askingForTrouble(tallies.map(({ law }) => law))
  }

  /** Takes a world that is planned, whichever shard judges it. The numbers in its names may be of a date, or of a process. */
  plan({ deployment, tree, rootName, history }: WorldSpec): void {
    const text = JSON.stringify([deployment, [...tree].sort(), rootName, history])
    this.#plan.update(text.replaceAll(/\d+/g, '#'))
  }

  /** A digest of the planned worlds. All shards of one run have the same. */
  get planned(): string {
    return this.#plan.copy().digest('hex')
  }

  /** Records one trial. */
  take(trial: Trial): void {
    this.records.push(
      lineOf(
        trial,
        this.#tallies.map(({ law }) => law),
      ),
    )
    if (trial.phase === 'trouble-ended') return
    const { spec, judged } = trial
    const { sighting } = judged
    if (sighting === null) return
    for (const [i, { law, waived }] of this.#tallies.entries()) {
      if (!isJudgedBy(law, trial)) continue
      for (const violation of violationsOf(judged.judgements[i] ?? 'vacuous')) {
        if (violation.kind !== undefined && waived.has(violation.kind)) continue
        const found = { spec, ...sighting, violation }
        this.#add(law.id, {
          ...{ found, rank: rankOf(found, trial), kind: violation.kind, until: endOf(trial) },
          isOfRerun: isOfRerun(violation, sighting.disturbed),
        })
      }
    }
  }

  /** Returns the cases of a law that the report of one run may show. */
  candidatesOf({ law, waived }: Tally): Candidate[] {
    const worst = law.losses?.find(kind => !waived.has(kind))
    const cases = this.#cases.get(law.id) ?? []
    return cases.map(one => {
      const isAfterWorse = cases.some(
        other => worstFirst(other.kind, one.kind) < 0 && this.#isBefore(other, one),
      )
      return {
        ...one,
        mayBeWorst: !one.isSpare && !isAfterWorse,
        mayBeLesser: one.isSpare || one.kind !== worst,
      }
    })
  }

  /**
   * Keeps a case unless one run comes to a clearer one before. If only a rerun shows that one, another shard may have made the
   * rerun for another law: then the next case is a spare, which is not shrunk.
   */
  #add(law: AnyLawId, one: Omit<Case, 'isSpare'>): void {
    const cases = this.#cases.get(law) ?? []
    const ofKind = cases.filter(({ kind }) => kind === one.kind)
    const clearer = ofKind.filter(other => this.#isBefore(other, one) && !isClearer(one.rank, other.rank))
    if (clearer.length > 1 || clearer.some(other => !other.isOfRerun)) return
    const isSettled = one.until === null
    const others = isSettled ? cases.filter(other => !ofKind.includes(other)) : cases
    this.#cases.set(law, [...others, { ...one, isSpare: clearer.length === 1 }])
  }

  /** Returns whether one run comes to a case whenever it comes to another. */
  #isBefore({ until, rank }: Pick<Case, 'until' | 'rank'>, later: Pick<Case, 'until' | 'rank'>): boolean {
    if (until === null) return true
    if (later.until === null || inOrder(rank.at, later.rank.at) >= 0) return false
    if (until === 'any' || until === later.until) return true
    const about = (kind: TroubleKind) => this.#asking.filter(law => isAbout(law, kind))
    return later.until !== 'any' && about(later.until).every(law => isAbout(law, until))
  }
}

/** A failing case of a law. */
interface Case extends RankedCase {
  readonly kind: LossKind | undefined
  /** The trouble of which one run may have ended the search before the case came; null where it never does. */
  readonly until: TroubleKind | 'any' | null
  /** Whether only a rerun shows it, which is another law's if another shard has made it before. */
  readonly isOfRerun: boolean
  /** Whether a clearer case is before it, which one run may not know of. */
  readonly isSpare: boolean
}

/** One run ends the search for one kind of trouble at a time, and knows of more violations than one shard does. */
function endOf(trial: Trial): Case['until'] {
  if (trial.phase === 'trouble') return trial.at[0] === STAGES.remembered ? null : trial.judged.trouble.kind
  return trial.phase === 'baseline' ? 'any' : null
}
