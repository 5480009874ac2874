import { isFollowUp } from '../../../fixtures/states/world-spec.ts'
import type { FailingCase } from './failing-case.ts'
import { sizeOf } from './minimise.ts'

/** How clear a failing case is, as data. */
export interface Rank {
  readonly isPlain: boolean
  readonly isOfPlan: boolean
  readonly size: number
  /** The index of the world. */
  readonly index: number
  /** The place of the trial in the search. */
  readonly at: readonly number[]
}

/** A failing case, and how clear it is. */
export interface RankedCase {
  readonly found: FailingCase
  readonly rank: Rank
}

/** Returns the rank of a failing case. */
export function rankOf(
  { disturbed, spec }: Pick<FailingCase, 'disturbed' | 'spec'>,
  { index, at }: Pick<Rank, 'index' | 'at'>,
): Rank {
  return { isPlain: disturbed === null, isOfPlan: !isFollowUp(spec), size: sizeOf(spec), index, at }
}

/**
 * Returns whether a failing case is clearer than another of its kind. Cases without trouble come first, then cases in other
 * than follow-up worlds, then smaller worlds. Ties go to the first world, and in it to the first trial, so that the same run
 * has the same report.
 */
export function isClearer(one: Rank, before: Rank): boolean {
  if (one.isPlain !== before.isPlain) return one.isPlain
  if (one.isOfPlan !== before.isOfPlan) return one.isOfPlan
  const less = one.size - before.size || one.index - before.index || inOrder(one.at, before.at)
  return less < 0
}

/** Orders the places of trials in a search. */
export function inOrder(one: readonly number[], other: readonly number[]): number {
  for (let i = 0; i < Math.max(one.length, other.length); i += 1) {
    const difference = (one[i] ?? -1) - (other[i] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}
