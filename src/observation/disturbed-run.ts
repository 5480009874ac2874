import { fromBytes } from '../../fixtures/disk/bytes.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Report } from './report.ts'
import type { Run } from './run.ts'
import type { Step } from './step.ts'
import type { Trouble } from './trouble.ts'

/** One event of a disturbed run: a step, or a note about the trouble. */
export type Event =
  | {
      readonly step: Step
      /** The index of the run in a race, from 0. */
      readonly run: number
      /** The errno that the step failed with by injection; null where it was executed. */
      readonly failed: string | null
      /** The tree before the step; only of changes, and only where trees are recorded. */
      readonly tree?: Snapshot
    }
  | { readonly note: string }

/** The observation of one disturbed run. */
export interface DisturbedRun {
  readonly trouble: Trouble
  /** The tree when the run began. */
  readonly before: Snapshot
  /** The tree with the intruder's entry, or with the agents' first lines; null for other troubles. */
  readonly intruded: Snapshot | null
  /** All steps in the order in which they happened, with notes about the trouble among them. */
  readonly events: readonly Event[]
  /** The disturbed run; in a race the first one, with the tree that all runs left. Compared with `before`. */
  readonly run: Run
  /** The reports of all runs of a race, or the one report. */
  readonly reports: readonly Report[]
  /** An undisturbed run on the result; null where the subject has already run on such a state. */
  readonly rerun: Run | null
  /** A digest of the state on which the subject ran again; null where it did not, or does so in any case. */
  readonly rerunOn: string | null
  /** The paths that the intruder made, relative to the root. */
  readonly made: readonly string[]
  /** A run with the intruder's entry, or the agents' first lines, there from the start. Null where nothing was lost. */
  readonly control: Run | null
  /** The lines that the agents appended without an error. */
  readonly lines: readonly AgentLine[]
}

/** A line that an agent has appended. */
export interface AgentLine {
  readonly text: string
  /** The path of the transcript as the agent knows it, relative to the root. */
  readonly path: string
  /** Whether the agent holds the file open, or opens it for each line. */
  readonly through: 'an open file' | 'its path'
  /** Counted from 0; the agent appends line 0 before the run begins. */
  readonly number: number
  /** The number of events that preceded it. */
  readonly eventsBefore: number
}

/** Returns the lines that no file of a tree holds. */
export function linesGone(lines: readonly AgentLine[], { entries }: Snapshot): AgentLine[] {
  const present = new Set(
    [...entries.values()].flatMap(({ content }) =>
      content === undefined ? [] : fromBytes(content).split('\n'),
    ),
  )
  return lines.filter(({ text }) => !present.has(text))
}
