import { fromBytes } from '../../fixtures/disk/bytes.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Report } from './report.ts'
import type { Run } from './run.ts'
import type { Step } from './step.ts'
import type { Trouble } from './trouble.ts'

/** One line of the story of a disturbed run. */
export type Event =
  | {
      readonly step: Step
      /** Of the runs of a race, counted from 0. */
      readonly run: number
      /** The errno that was given instead of doing it. */
      readonly failed: string | null
      /** What stood there before it; of a change, where that is noted. */
      readonly tree?: Snapshot
    }
  | { readonly struck: string }

/** What was seen of one disturbed run. */
export interface DisturbedRun {
  readonly trouble: Trouble
  /** What stood there when it began. */
  readonly before: Snapshot
  /** What stood there right after the intruder, or with what the agents wrote to begin with; null for other troubles. */
  readonly stood: Snapshot | null
  /** All steps as they happened, with the trouble among them. */
  readonly events: readonly Event[]
  /** The disturbed run; in a race the first one, with what all of them left. Its changes are against `before`. */
  readonly run: Run
  /** Every report of a race, or the one report. */
  readonly reports: readonly Report[]
  /** A run without trouble on what was left; null where such a state has been run on before. */
  readonly rerun: Run | null
  /** What the intruder made, relative to the root. */
  readonly made: readonly string[]
  /** The same with what was made, or a first line, there from the start. Null where nothing was lost. */
  readonly control: Run | null
  /** What the agents wrote and were told is written. */
  readonly lines: readonly AgentLine[]
}

/** A line that an agent has appended. */
export interface AgentLine {
  readonly text: string
  /** The path by which it was written, relative to the root. */
  readonly path: string
  /** Through a file that was kept open, or opened for each line. */
  readonly through: 'an open file' | 'its path'
  /** Counted from 0, which was written before the run began. */
  readonly number: number
  /** How many steps had been told of when it was written. */
  readonly after: number
}

/** Those lines that stand in no file of a tree. */
export function linesGone(lines: readonly AgentLine[], { entries }: Snapshot): AgentLine[] {
  const there = new Set(
    [...entries.values()].flatMap(({ content }) =>
      content === undefined ? [] : fromBytes(content).split('\n'),
    ),
  )
  return lines.filter(({ text }) => !there.has(text))
}
