import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Observation, Run } from './observation.ts'

/** How much a project asks of its subject; each level asks for what those before it ask too. */
export const LEVELS = ['safe', 'tidy', 'complete'] as const
export type Level = (typeof LEVELS)[number]

/** A way to run a subject in a world. */
export type Experiment = 'once' | 'again' | 'permuted' | 'moments' | TroubleKind

/** The ways to run it under trouble. */
export const TROUBLE_KINDS = ['crash', 'fault', 'race', 'intrusion', 'live-writes'] as const
export type TroubleKind = (typeof TROUBLE_KINDS)[number]

/** Whether an experiment is one of trouble. */
export function isTrouble(experiment: Experiment): experiment is TroubleKind {
  return (TROUBLE_KINDS as readonly string[]).includes(experiment)
}

/** What is to be seen of a break: what stood before, and a run. */
export interface Scene {
  readonly before: Snapshot
  readonly run: Run
  /** What has happened by then, as the end of `The smallest world found`; nothing where nothing has. */
  readonly since?: string
}

/** A law broken in one world. */
export interface Break {
  /** One sentence: what happened to what. Safe to print. */
  readonly summary: string
  /** The paths it is about, relative to the root; the worst first. */
  readonly paths: readonly string[]
  /** Before which change of an undisturbed run it shows, counted from 0; nothing where it shows at the end. */
  readonly moment?: number
  /** The run that shows it, and the tree it started from; the first run where none is given. */
  readonly scene?: Scene
}

/** What a law makes of one world; `beside` says nothing, since the law does not speak of such a world. */
export type Judgement = 'held' | 'beside' | Break

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
