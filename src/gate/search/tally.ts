import { isFollowUp, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import type { Judgement } from '../../laws/law.ts'
import type { Troubled } from '../report-data.ts'
import type { FailingCase, Sighting } from '../shrink/failing-case.ts'
import { sizeOf } from '../shrink/minimise.ts'

/** The counts of one law while worlds are tried, and its smallest failing case. */
export class Tally {
  /** The indexes of the worlds in which it was judged, and of those in which it is broken. */
  readonly judged = new Set<number>()
  readonly broken = new Set<number>()
  /** The smallest world in which it is broken. */
  smallest: FailingCase | null = null
  /** The first run under trouble in which it is broken. */
  underTrouble: FailingCase | null = null
  troubled: Troubled = { moments: 0, struck: 0, missed: 0, orders: 0 }
  seconds = 0
  #smallestIndex = 0

  /** Counts what a law says of one observation. */
  take(judgement: Judgement, { spec, index, seen, disturbed }: Sighted): void {
    if (judgement === 'vacuous') return
    this.judged.add(index)
    this.#count({ moments: disturbed === null ? (seen.moments?.length ?? 0) : 0 })
    if (judgement === 'held') return
    this.broken.add(index)
    const found = { spec, seen, disturbed, violation: judgement }
    if (disturbed !== null) this.underTrouble ??= found
    if (!this.#isBetter(found, index)) return
    this.smallest = found
    this.#smallestIndex = index
  }

  add({ struck, missed, orders, seconds }: Tried): void {
    this.#count({ struck, missed, orders })
    this.seconds += seconds
  }

  #count(more: Partial<Troubled>): void {
    const { moments, struck, missed, orders } = this.troubled
    this.troubled = {
      moments: moments + (more.moments ?? 0),
      struck: struck + (more.struck ?? 0),
      missed: missed + (more.missed ?? 0),
      orders: orders + (more.orders ?? 0),
    }
  }

  /**
   * A violation without trouble is easier to understand, and so is one in a world that is no follow-up. Of two that are
   * as small, the first world counts, whichever was done first: the same run says the same.
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

/** One sighting, and the world that it was made in. */
interface Sighted extends Sighting {
  readonly spec: WorldSpec
  readonly index: number
}
