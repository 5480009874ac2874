import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Observation } from '../observation/observation.ts'
import type { Run } from '../observation/run.ts'
import type { TroubleKind } from '../observation/trouble.ts'

/** How much a project asks of its subject; each level asks for what those before it ask too. */
export const LEVELS = ['safe', 'tidy', 'complete'] as const
export type Level = (typeof LEVELS)[number]

/** A way to run a subject in a world. */
export type Experiment = 'once' | 'again' | 'permuted' | 'moments' | TroubleKind

/** What is to be seen of a break: what stood before, and a run. */
export interface Evidence {
  readonly before: Snapshot
  readonly run: Run
  /** What has happened by then, as the end of `The smallest world found`; nothing where nothing has. */
  readonly since?: string
}

/** A law broken in one world. */
export interface Violation {
  /** One sentence: what happened to what. Safe to print. */
  readonly summary: string
  /** The paths it is about, relative to the root; the worst first. */
  readonly paths: readonly string[]
  /** Before which change of an undisturbed run it shows, counted from 0; nothing where it shows at the end. */
  readonly moment?: number
  /** The run that shows it, and the tree it started from; the first run where none is given. */
  readonly evidence?: Evidence
}

/** What a law makes of one world; `beside` says nothing, since the law does not speak of such a world. */
export type Judgement = 'held' | 'vacuous' | Violation

/** One property of observations. */
export interface Law<Id extends string = string> {
  readonly id: Id
  readonly level: Level
  /** What must hold, as one sentence. */
  readonly says: string
  /** The experiments that it judges. */
  readonly needs: readonly Experiment[]
  readonly judge: (seen: Observation) => Judgement
}

/** Whether a law's break fails a run at a level. */
export function isWithinLevel(law: Level, level: Level): boolean {
  return LEVELS.indexOf(law) <= LEVELS.indexOf(level)
}
