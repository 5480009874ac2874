import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import type { AnyLawId } from '../../laws/index.ts'
import type { Judgement, Law, LossKind } from '../../laws/law.ts'
import { violationsOf, worstFirst } from '../../laws/worst-first.ts'
import type { TroubleKind } from '../../observation/trouble.ts'
import { type FailingCase, isOfRerun } from '../shrink/failing-case.ts'
import { isClearer, type RankedCase, rankOf } from '../shrink/rank.ts'
import type { Countable } from './trial.ts'

/**
 * The number of disturbed runs that a law is judged by after its first violation under trouble. A worse violation often
 * comes soon after. If every further run were tried, a broken subject would take as long as a right one.
 */
const FURTHER_RUNS = 30

/** One sighting in a world, as far as it counts. */
export interface Seen extends Pick<Countable, 'moments' | 'sighting'> {
  readonly spec: WorldSpec
  /** The index of the world, and the place of the trial in the search. */
  readonly index: number
  readonly at: readonly number[]
  readonly isDisturbed: boolean
}

/** The counts of one law during a search, and its smallest failing case of each kind. */
export class Tally {
  readonly law: Law<AnyLawId>
  /** The indexes of the worlds in which it was judged. */
  readonly judged = new Set<number>()
  /** The indexes of the worlds in which it is broken. */
  readonly broken = new Set<number>()
  /** The indexes of the worlds with each kind of loss that is waived. */
  readonly waived: ReadonlyMap<LossKind, Set<number>>
  readonly troubled = {
    moments: 0,
    struck: {} as Partial<Record<TroubleKind, number>>,
    missed: 0,
    orders: 0,
  }
  seconds = 0
  readonly #smallest = new Map<LossKind | undefined, RankedCase>()
  readonly #isOfShare: boolean
  #runsLeft: number | null

  /**
   * @param waived the kinds of loss that do not count. Default: none.
   * @param runsLeft `runsLeft` of a tally of the same law to go on from. Default: that of a new tally.
   * @param isOfShare whether other shards try other runs. They may have tried the rerun that shows a violation, which is then none
   * of this law. Default: false.
   */
  constructor(
    law: Law<AnyLawId>,
    waived: readonly LossKind[] = [],
    runsLeft: number | null = null,
    isOfShare = false,
  ) {
    this.law = law
    this.#runsLeft = runsLeft
    this.#isOfShare = isOfShare
    this.waived = new Map(waived.map(kind => [kind, new Set()]))
  }

  /** The smallest failing case of each kind, the worst first. */
  get ranked(): RankedCase[] {
    return [...this.#smallest.values()].sort((a, b) =>
      worstFirst(a.found.violation.kind, b.found.violation.kind),
    )
  }

  /** The same without ranks. */
  get cases(): FailingCase[] {
    return this.ranked.map(({ found }) => found)
  }

  /** The number of disturbed runs still to be judged; null before the first violation under trouble. */
  get runsLeft(): number | null {
    return this.#runsLeft
  }

  /** Whether further runs under trouble may show that it is broken, or broken worse. */
  get wantsTrouble(): boolean {
    return this.#runsLeft !== 0
  }

  /** Counts the law's judgement of one sighting in a world. */
  take(judgement: Judgement, { spec, index, at, isDisturbed, moments, sighting }: Seen): void {
    if (judgement === 'vacuous') return
    this.judged.add(index)
    if (!isDisturbed) this.troubled.moments += moments
    if (isDisturbed && this.#runsLeft !== null) this.#runsLeft = Math.max(0, this.#runsLeft - 1)
    for (const violation of violationsOf(judgement)) {
      const { kind } = violation
      const waived = kind && this.waived.get(kind)
      if (waived !== undefined) {
        waived.add(index)
        continue
      }
      this.broken.add(index)
      if (sighting === null) throw new Error('a violation came without the runs that show it')
      const disturbed = sighting === 'in a report' ? null : sighting.disturbed
      const worst = this.law.losses?.find(one => !this.waived.has(one))
      if (isDisturbed && !(this.#isOfShare && isOfRerun(violation, disturbed)))
        this.#runsLeft = kind === worst ? 0 : (this.#runsLeft ?? FURTHER_RUNS)
      if (sighting === 'in a report') continue
      const found = { spec, ...sighting, violation }
      const rank = rankOf(found, { index, at })
      const before = this.#smallest.get(kind)
      if (before === undefined || isClearer(rank, before.rank)) this.#smallest.set(kind, { found, rank })
    }
  }

  /** Adds the counts of one kind of trouble in one world. */
  add({ kind, struck, missed, orders, seconds }: Tried): void {
    this.troubled.struck[kind] = (this.troubled.struck[kind] ?? 0) + struck
    this.troubled.missed += missed.length
    this.troubled.orders += orders
    this.seconds += seconds
  }
}
