import type { Deployment } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { DisturbedRun } from './disturbed-run.ts'
import type { Expectation } from './expectation.ts'
import type { Equality } from './right.ts'
import type { Moment, Run } from './run.ts'

/** The undisturbed runs of a subject in one world. Laws are functions of this, and of disturbed runs. */
export interface Observation {
  readonly deployment: Deployment
  readonly equality: Equality
  readonly expectation: Expectation
  readonly before: Snapshot
  readonly first: Run
  /** A second run, on the result of the first. */
  readonly second?: Run
  /** A first run in a copy of the world, with homes and links in another order. */
  readonly permuted?: Run
  /** The problems that came up when a file was written through each home and read through every other. */
  readonly probe?: readonly string[]
  /** The world before each change of the first run; undefined for a subject that cannot be stopped. */
  readonly moments?: readonly Moment[]
  /** The umask under which new directories were created. */
  readonly umask: number
}

/** A run under trouble, beside the undisturbed runs in the same world. */
export interface DisturbedObservation {
  readonly disturbed: DisturbedRun
  readonly undisturbed: Observation
}
