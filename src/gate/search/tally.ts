import { isFollowUp, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import type { AnyLawId } from '../../laws/index.ts'
import type { Judgement, Law, LossKind } from '../../laws/law.ts'
import { violationsOf, worstFirst } from '../../laws/worst-first.ts'
import type { TroubleKind } from '../../observation/trouble.ts'
import type { FailingCase } from '../shrink/failing-case.ts'
import { sizeOf } from '../shrink/minimise.ts'
import type { Judged } from './trial.ts'

/**
 * The number of disturbed runs that a law is judged by after its first violation under trouble. A worse violation often
 * comes soon after. If every further run were tried, a broken subject would take as long as a right one.
 */
const FURTHER_RUNS = 30

/** One sighting in a world, as far as it counts. */
export interface Seen extends Pick<Judged, 'moments' | 'sighting'> {
  readonly spec: WorldSpec
  readonly index: number
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
  readonly #smallest = new Map<LossKind | undefined, Indexed>()
  #runsLeft: number | null

  /**
   * @param waived the kinds of loss that do not count. Default: none.
   * @param runsLeft `runsLeft` of a tally of the same law to go on from. Default: that of a new tally.
   */
  constructor(law: Law<AnyLawId>, waived: readonly LossKind[] = [], runsLeft: number | null = null) {
    this.law = law
    this.#runsLeft = runsLeft
    this.waived = new Map(waived.map(kind => [kind, new Set()]))
  }

  /** The smallest failing case of each kind, the worst first. */
  get cases(): FailingCase[] {
    const cases = [...this.#smallest.values()].map(({ found }) => found)
    return cases.sort((a, b) => worstFirst(a.violation.kind, b.violation.kind))
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
  take(judgement: Judgement, { spec, index, isDisturbed, moments, sighting }: Seen): void {
    if (judgement === 'vacuous') return
    this.judged.add(index)
    if (!isDisturbed) this.troubled.moments += moments
    if (isDisturbed && this.#runsLeft !== null) this.#runsLeft = Math.max(0, this.#runsLeft - 1)
    for (const violation of violationsOf(judgement)) {
      const waived = violation.kind && this.waived.get(violation.kind)
      if (waived !== undefined) waived.add(index)
      else if (sighting === null) throw new Error('a violation came without the runs that show it')
      else this.#takeCase({ spec, ...sighting, violation }, index)
    }
  }

  /** Adds the counts of one kind of trouble in one world. */
  add({ kind, struck, missed, orders, seconds }: Tried): void {
    this.troubled.struck[kind] = (this.troubled.struck[kind] ?? 0) + struck
    this.troubled.missed += missed
    this.troubled.orders += orders
    this.seconds += seconds
  }

  #takeCase(found: FailingCase, index: number): void {
    const { disturbed, violation } = found
    this.broken.add(index)
    if (disturbed !== null) {
      const worst = this.law.losses?.find(kind => !this.waived.has(kind))
      this.#runsLeft = violation.kind === worst ? 0 : (this.#runsLeft ?? FURTHER_RUNS)
    }
    const before = this.#smallest.get(violation.kind)
    if (before === undefined || isClearer({ found, index }, before))
      this.#smallest.set(violation.kind, { found, index })
  }
}

interface Indexed {
  readonly found: FailingCase
  readonly index: number
}

/**
 * Returns whether a failing case is clearer than another of its kind. Cases without trouble come first, then cases in other
 * than follow-up worlds, then smaller worlds. Ties go to the first world, so that the same run has the same report.
 */
function isClearer({ found, index }: Indexed, before: Indexed): boolean {
  const isPlain = found.disturbed === null
  if (isPlain !== (before.found.disturbed === null)) return isPlain
  const isOfPlan = !isFollowUp(found.spec)
  if (isOfPlan !== !isFollowUp(before.found.spec)) return isOfPlan
  const less = sizeOf(found.spec) - sizeOf(before.found.spec)
  return less < 0 || (less === 0 && index < before.index)
}
