import type { Addressee, Signal } from './signal.ts'
import type { StepKind } from './step.ts'

/** The kinds of trouble that an experiment can inject. */
export const TROUBLE_KINDS = ['crash', 'signal', 'fault', 'race', 'intrusion', 'live-writes'] as const
export type TroubleKind = (typeof TROUBLE_KINDS)[number]

/** A step of one run, described so that it can be found again in another run. */
export interface StepRef {
  /** Whether to search all steps, or only those that may change something, which is faster. */
  readonly among: 'all' | 'changes'
  /** How many of those steps come before it. */
  readonly index: number
  readonly call: string
  readonly path: string
  /** Its number among the steps of this call on this path, from 1. */
  readonly nth: number
  /** The names in the path that differ from run to run: in another run, any name in their place matches. */
  readonly volatileNames: readonly string[]
}

/** Every step of one kind on one path. */
export interface EveryStep {
  readonly every: StepKind
  readonly path: string
  readonly volatileNames: readonly string[]
}

/** The entry that an intruder makes: a file, a directory with a file in it, or a symlink to such a directory. */
export type Intruder = 'file' | 'directory' | 'link'

/** Something between a kill and the next run: agents append to their transcripts, or every entry grows two months older. */
export const INTERLUDES = ['agents write', 'weeks pass'] as const
export type Interlude = (typeof INTERLUDES)[number]

/** A trouble to inject into a run, as data: it can be repeated, in another world too. */
export type Trouble =
  /** The run and all its processes are killed before a step. Something may happen before the next run. */
  | { readonly kind: 'crash'; readonly before: StepRef; readonly interlude?: Interlude }
  /** A signal that the program handles is sent before a step; the run then goes on to its end by itself. */
  | { readonly kind: 'signal'; readonly before: StepRef; readonly signal: Signal; readonly to: Addressee }
  /** A step fails, or every step of one kind on one path. */
  | { readonly kind: 'fault'; readonly at: StepRef | EveryStep; readonly errno: string }
  /** Another process makes an entry at a path before a step. */
  | { readonly kind: 'intrusion'; readonly before: StepRef; readonly path: string; readonly makes: Intruder }
  /** Several runs overlap, with their steps in an order. */
  | { readonly kind: 'race'; readonly runs: number; readonly order: Order }
  /** Agents append numbered lines to their transcripts, before each step or all the time. */
  | { readonly kind: 'live-writes'; readonly at: 'every step' | 'any time' }

/** The order in which the steps of several runs happen. */
export type Order =
  /**
   * The first run pauses before a step until all others have ended, or until the second run is before a step of its own, which
   * then pauses until the first has ended.
   */
  | { readonly by: 'holding'; readonly before: StepRef; readonly other?: StepRef }
  /** The run whose step is next, turn by turn. After the last turn, each run continues to its end. */
  | { readonly by: 'turns'; readonly turns: readonly number[] }
  /** Whatever order the scheduler picks. */
  | { readonly by: 'chance' }
