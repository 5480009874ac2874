import type { Deployment } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Comparison } from '../damage/fate.ts'
import type { Step } from '../subjects/director.ts'
import type { Report } from '../subjects/report.ts'
import type { Asked } from './asked.ts'
import type { Disturbed } from './disturbed.ts'
import type { Equality } from './right.ts'

/** One run of a subject: what it said, and what became of everything. */
export interface Run {
  readonly report: Report
  readonly after: Snapshot
  /** Against what stood before this run. */
  readonly changes: Comparison
}

/** The world at one moment of a run. */
export interface Moment {
  readonly tree: Snapshot
  /** Against what stood before the run. */
  readonly changes: Comparison
  /** The change that is about to be made. */
  readonly next: Step
}

/** What an experiment saw in one world. Laws are functions of this and of nothing else. */
export interface Observation {
  readonly deployment: Deployment
  readonly equality: Equality
  readonly asked: Asked
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
  readonly disturbed?: Disturbed
  /** The mask that new directories were made under. */
  readonly umask: number
}
