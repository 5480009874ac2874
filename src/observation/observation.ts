import type { Deployment } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { DisturbedRun } from './disturbed-run.ts'
import type { Expectation } from './expectation.ts'
import type { Equality } from './right.ts'
import type { Moment, Run } from './run.ts'

/** What an experiment saw in one world. Laws are functions of this and of nothing else. */
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
  /** One run under trouble, and what became of it. */
  readonly disturbed?: DisturbedRun
  /** The mask that new directories were made under. */
  readonly umask: number
}
