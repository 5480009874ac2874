import { fromBytes } from '../../fixtures/bytes.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Step, StepKind } from '../subjects/director.ts'
import type { Report } from '../subjects/report.ts'
import type { Run } from './observation.ts'

/** A step of a run, so told that it can be found in another run. */
export interface Point {
  /** Whether it is found among all steps, or among those that may change something, which costs less. */
  readonly among: 'all' | 'changes'
  /** How many of those came before it. */
  readonly index: number
  readonly call: string
  readonly path: string
  /** Which of the steps of that call on that path it is, from 1. */
  readonly nth: number
  /** Those names in the path that are new in each run: in another, any name in their place will do. */
  readonly fresh: readonly string[]
}

/** Every step of one kind on one path. */
export interface Every {
  readonly every: StepKind
  readonly path: string
  readonly fresh: readonly string[]
}

/** What an intruder makes: a file, a directory with a file in it, or a symlink to such a directory. */
export type Intruder = 'file' | 'directory' | 'link'

/** What befalls a run, as data: the same trouble can be made again, in another world too. */
export type Trouble =
  /** The run and all its processes are killed before a step. */
  | { readonly kind: 'crash'; readonly before: Point }
  /** A step fails, or every step of one kind on one path. */
  | { readonly kind: 'fault'; readonly at: Point | Every; readonly errno: string }
  /** Somebody else makes something at a path before a step. */
  | { readonly kind: 'intrusion'; readonly before: Point; readonly path: string; readonly makes: Intruder }
  /** So many runs at once, in an order. */
  | { readonly kind: 'race'; readonly runs: number; readonly order: Order }
  /** Agents append numbered lines to their transcripts, at each step or whenever they come to it. */
  | { readonly kind: 'live-writes'; readonly at: 'every step' | 'any time' }

/** In which order the steps of several runs happen. */
export type Order =
  /** The first run is held before a step until all others have ended. */
  | { readonly by: 'holding'; readonly before: Point }
  /** Whose step is next, by turns; when it is used up, each run goes on to its end. */
  | { readonly by: 'turns'; readonly turns: readonly number[] }
  /** As it happens. */
  | { readonly by: 'chance' }

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
export interface Disturbed {
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
  readonly lines: readonly Line[]
}

/** A line that an agent has appended. */
export interface Line {
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
export function linesGone(lines: readonly Line[], { entries }: Snapshot): Line[] {
  const there = new Set(
    [...entries.values()].flatMap(({ content }) =>
      content === undefined ? [] : fromBytes(content).split('\n'),
    ),
  )
  return lines.filter(({ text }) => !there.has(text))
}
