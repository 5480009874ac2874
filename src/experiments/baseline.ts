import type { Observation } from '../laws/observation.ts'
import type { Step } from '../subjects/director.ts'

/** What a subject does in a world while nothing disturbs it: where trouble can strike, and what is not its doing. */
export interface Baseline {
  readonly seen: Observation
  /** How long it took. */
  readonly milliseconds: number
  /** All steps on the world's paths. */
  readonly steps: readonly Step[]
  /** Whether each trouble is tried in every form: where runs are cheap. */
  readonly isThorough: boolean
  /** Which of the worlds under trouble it is, from 0. */
  readonly turn: number
  /** Of the random schedules. */
  readonly seed: number
  /** States on which the subject has been run again: what it makes of each is known. */
  readonly rerunOn: Set<string>
}
