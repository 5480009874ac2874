import type { StepKind } from './step.ts'

/** The ways to run it under trouble. */
export const TROUBLE_KINDS = ['crash', 'fault', 'race', 'intrusion', 'live-writes'] as const
export type TroubleKind = (typeof TROUBLE_KINDS)[number]

/** Tells whether an experiment is one of trouble. */
export function isTrouble(experiment: string): experiment is TroubleKind {
  return (TROUBLE_KINDS as readonly string[]).includes(experiment)
}

/** A step of a run, so told that it can be found in another run. */
export interface StepRef {
  /** Whether it is found among all steps, or among those that may change something, which costs less. */
  readonly among: 'all' | 'changes'
  /** How many of those came before it. */
  readonly index: number
  readonly call: string
  readonly path: string
  /** Which of the steps of that call on that path it is, from 1. */
  readonly nth: number
  /** Those names in the path that are new in each run: in another, any name in their place will do. */
  readonly volatileNames: readonly string[]
}

/** Every step of one kind on one path. */
export interface EveryStep {
  readonly every: StepKind
  readonly path: string
  readonly volatileNames: readonly string[]
}

/** What an intruder makes: a file, a directory with a file in it, or a symlink to such a directory. */
export type Intruder = 'file' | 'directory' | 'link'

/** What befalls a run, as data: the same trouble can be made again, in another world too. */
export type Trouble =
  /** The run and all its processes are killed before a step. */
  | { readonly kind: 'crash'; readonly before: StepRef }
  /** A step fails, or every step of one kind on one path. */
  | { readonly kind: 'fault'; readonly at: StepRef | EveryStep; readonly errno: string }
  /** Somebody else makes something at a path before a step. */
  | { readonly kind: 'intrusion'; readonly before: StepRef; readonly path: string; readonly makes: Intruder }
  /** So many runs at once, in an order. */
  | { readonly kind: 'race'; readonly runs: number; readonly order: Order }
  /** Agents append numbered lines to their transcripts, at each step or whenever they come to it. */
  | { readonly kind: 'live-writes'; readonly at: 'every step' | 'any time' }

/** In which order the steps of several runs happen. */
export type Order =
  /** The first run is held before a step until all others have ended. */
  | { readonly by: 'holding'; readonly before: StepRef }
  /** Whose step is next, by turns; when it is used up, each run goes on to its end. */
  | { readonly by: 'turns'; readonly turns: readonly number[] }
  /** As it happens. */
  | { readonly by: 'chance' }
