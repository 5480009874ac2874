import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Comparison } from '../damage/fate.ts'
import type { Report } from './report.ts'
import type { Step } from './step.ts'

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
