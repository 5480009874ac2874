import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import type { Judgement } from '../../laws/law.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Troubled } from '../report-data.ts'
import type { FailingCase } from '../shrink/failing-case.ts'
import { sizeOf } from '../shrink/minimise.ts'

/** What was found of one law while the worlds were tried. */
export class Tally {
  /** The numbers of the worlds in which it was judged, and of those in which it is broken. */
  readonly judged = new Set<number>()
  readonly broken = new Set<number>()
  /** The smallest world in which it is broken. */
  smallest: FailingCase | null = null
  /** The first run under trouble in which it is broken. */
  underTrouble: FailingCase | null = null
  troubled: Troubled = { moments: 0, struck: 0, missed: 0, orders: 0 }
  seconds = 0
  #at = 0

  /** Takes in what a law says of one observation in the world with a number. */
  take(judgement: Judgement, seen: Observation, spec: WorldSpec, at: number): void {
    if (judgement === 'vacuous') return
    this.judged.add(at)
    this.#count({ moments: seen.moments?.length ?? 0 })
    if (judgement === 'held') return
    this.broken.add(at)
    const found = { spec, seen, violation: judgement }
    if (seen.disturbed !== undefined) this.underTrouble ??= found
    if (!this.#isBetter(found, at)) return
    this.smallest = found
    this.#at = at
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
   * What shows without trouble is easier to take in, and what shows where nobody has taken the subject's own names. Of
   * two that are as small, the first is taken, and not the one that came in first: the same run says the same.
   */
  #isBetter({ spec, seen }: FailingCase, at: number): boolean {
    if (this.smallest === null) return true
    const isPlain = seen.disturbed === undefined
    if (isPlain !== (this.smallest.seen.disturbed === undefined)) return isPlain
    const isFirst = spec.kind !== 'later'
    if (isFirst !== (this.smallest.spec.kind !== 'later')) return isFirst
    const less = sizeOf(spec) - sizeOf(this.smallest.spec)
    return less < 0 || (less === 0 && at < this.#at)
  }
}
