import type { SmallState } from '../../fixtures/states/world-spec.ts'
import type { Outcome } from './outcome.ts'
import type { Story } from './story.ts'

/** One small state of the first home and the first link, and what one run did to it. */
export interface Cell extends SmallState {
  readonly outcome: Outcome
  /** The exit code of the run; null for code of this process, and for a run that did not end by itself. */
  readonly exit: number | null
  /** What happened. Default: it was not asked for. */
  readonly story?: Story
}

/** The ids of a small state, which an earlier version of this package may not have. */
export type StateIds = Readonly<Record<keyof SmallState, string>>

/** Returns a key that each state has alone. */
export function keyOf({ home, target, link }: StateIds): string {
  return JSON.stringify([home, target, link])
}
