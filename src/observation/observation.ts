import type { Deployment } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { DisturbedRun } from './disturbed-run.ts'
import type { Expectation } from './expectation.ts'
import type { Equality } from './right.ts'
import type { Moment, Run } from './run.ts'

/** What the undisturbed runs of a subject in one world did. Laws are functions of this, and of disturbed runs. */
export interface Observation {
  readonly deployment: Deployment
  readonly equality: Equality
  readonly expectation: Expectation
  readonly before: Snapshot
  readonly first: Run
  /** A second run, on what the first left. */
  readonly second?: Run
  /** A first run in another world alike, asked in another order. */
  readonly permuted?: Run
  /** What went wrong when the shared state was written through each home and read through every other. */
  readonly probe?: readonly string[]
  /** The world before each change of the first run; undefined where that cannot be stopped. */
  readonly moments?: readonly Moment[]
  /** The mask that new directories were made under. */
  readonly umask: number
}

/** A run under trouble, beside what undisturbed runs in the same world did. */
export interface DisturbedObservation {
  readonly disturbed: DisturbedRun
  readonly undisturbed: Observation
}
