import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Comparison } from '../damage/fate.ts'
import type { Report } from './report.ts'
import type { Step } from './step.ts'

/** One run of a subject: its report, and the fate of every entry. */
export interface Run {
  readonly report: Report
  readonly after: Snapshot
  /** Compared with the tree before this run. */
  readonly changes: Comparison
}

/** The world at one moment of a run. */
export interface Moment {
  readonly tree: Snapshot
  /** Compared with the tree before the run. */
  readonly changes: Comparison
  /** The change that the subject is about to make. */
  readonly next: Step
}
