import { isFollowUp } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import type { LawId } from '../../laws/index.ts'
import type { Judgement, Law } from '../../laws/law.ts'
import type { TroubleKind } from '../../observation/trouble.ts'
import type { FailingCase, Sighting } from '../shrink/failing-case.ts'
import { sizeOf } from '../shrink/minimise.ts'
import type { Trial } from './search.ts'

/** The counts of one law during a search, and its smallest failing case. */
export class Tally {
  readonly law: Law<LawId>
  /** The indexes of the worlds in which it was judged. */
  readonly judged = new Set<number>()
  /** The indexes of the worlds in which it is broken. */
  readonly broken = new Set<number>()
  /** The smallest failing case so far. */
  smallest: FailingCase | null = null
  /** The first failing case under trouble. */
  underTrouble: FailingCase | null = null
  readonly troubled = {
    moments: 0,
    struck: {} as Partial<Record<TroubleKind, number>>,
    missed: 0,
    orders: 0,
  }
  seconds = 0
  #smallestIndex = 0

  constructor(law: Law<LawId>) {
    this.law = law
  }

  /** Counts the law's judgement of one sighting in the world of a trial. */
  take(judgement: Judgement, sighting: Sighting & Pick<Trial, 'spec' | 'index'>): void {
    const { spec, index, seen, disturbed } = sighting
    if (judgement === 'vacuous') return
    this.judged.add(index)
    if (disturbed === null) this.troubled.moments += seen.moments?.length ?? 0
    if (judgement === 'held') return
    this.broken.add(index)
    const found = { spec, seen, disturbed, violation: judgement }
    if (disturbed !== null) this.underTrouble ??= found
    if (!this.#isBetter(found, index)) return
    this.smallest = found
    this.#smallestIndex = index
  }

  /** Adds the counts of one kind of trouble in one world. */
  add({ kind, struck, missed, orders, seconds }: Tried): void {
    this.troubled.struck[kind] = (this.troubled.struck[kind] ?? 0) + struck
    this.troubled.missed += missed
    this.troubled.orders += orders
    this.seconds += seconds
  }

  /**
   * Returns whether a failing case is clearer than the smallest so far. Cases without trouble come first, then cases in
   * other than follow-up worlds, then smaller worlds. Ties go to the first world, so that the same run has the same report.
   */
  #isBetter({ spec, disturbed }: FailingCase, index: number): boolean {
    if (this.smallest === null) return true
    const isPlain = disturbed === null
    if (isPlain !== (this.smallest.disturbed === null)) return isPlain
    if (isFollowUp(spec) !== isFollowUp(this.smallest.spec)) return !isFollowUp(spec)
    const less = sizeOf(spec) - sizeOf(this.smallest.spec)
    return less < 0 || (less === 0 && index < this.#smallestIndex)
  }
}
