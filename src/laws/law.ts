import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { DisturbedObservation, Observation } from '../observation/observation.ts'
import type { Run } from '../observation/run.ts'
import type { TroubleKind } from '../observation/trouble.ts'

/** How much a project asks of its subject; each level asks for everything that those before it ask. */
export const LEVELS = ['safe', 'tidy', 'complete'] as const
export type Level = (typeof LEVELS)[number]

/**
 * A run, or a record, besides the first run of a subject in a world: a second run on what the first left, a first run
 * asked in another order, and the tree before each change.
 */
export type Need = 'again' | 'permuted' | 'moments'

/**
 * Worlds that follow from what the subject did in others: somebody has data under a name that the subject takes for
 * itself, or something exists that the request does not mention.
 */
export type FollowUp = 'name-taken' | 'unrequested'

/** What to look at to see a violation: the tree before, and a run. */
export interface Evidence {
  readonly before: Snapshot
  readonly run: Run
  /** What had happened before the tree was taken, such as `after a first run`. Default: nothing. */
  readonly since?: string
}

/** A law broken in one world. */
export interface Violation {
  /** One sentence: what happened to what. Safe to print. */
  readonly summary: string
  /** The paths it is about, relative to the root; the worst first. */
  readonly paths: readonly string[]
  /** The index of the change of an undisturbed run before which it shows. Default: it shows at the end. */
  readonly moment?: number
  /** Default: the first run, and the tree before it. */
  readonly evidence?: Evidence
}

/** A law's answer to one observation; `vacuous` where the law does not apply to it. */
export type Judgement = 'held' | 'vacuous' | Violation

/** One property of observations. */
export interface Law<Id extends string = string> {
  readonly id: Id
  readonly level: Level
  /** What must hold, as one sentence. */
  readonly says: string
  /** What `judge` looks at besides a first run. */
  readonly needs: readonly Need[]
  /** Judges undisturbed runs. Absent: the law is about trouble alone. */
  readonly judge?: (seen: Observation) => Judgement
  /** Judges disturbed runs. Absent: the law is not about trouble. */
  readonly underTrouble?: UnderTrouble
  /** Whether it is a system call that breaks it, which can be blamed, or what the subject reports or leaves undone. */
  readonly brokenBy: 'calls' | 'reports'
  /** In which follow-up worlds it is judged. Default: none, since a careful subject may refuse such a world. */
  readonly judgedIn?: readonly FollowUp[]
  /** Whether a log that grows with each run breaks it; the report then names the flag that allows the log. */
  readonly isBrokenByLogs?: true
}

/** How a law judges the disturbed runs of one kind. */
export interface UnderTrouble {
  readonly kind: TroubleKind
  /** The trouble as a countable noun, singular and plural, for the report's line: `3 kills`. */
  readonly noun: readonly [one: string, many: string]
  readonly judge: (disturbed: DisturbedRun, undisturbed: Observation) => Judgement
}

/** Asks a law about undisturbed runs. */
export function judgeUndisturbed(law: Law, seen: Observation): Judgement {
  return law.judge?.(seen) ?? 'vacuous'
}

/** Asks a law about a disturbed run; `vacuous` where it is about another trouble, or none. */
export function judgeDisturbed({ underTrouble }: Law, seen: DisturbedObservation): Judgement {
  const { disturbed, undisturbed } = seen
  return underTrouble?.kind === disturbed.trouble.kind
    ? underTrouble.judge(disturbed, undisturbed)
    : 'vacuous'
}

/** Whether a violation of a law of one level fails a run at another. */
export function isWithinLevel(law: Level, level: Level): boolean {
  return LEVELS.indexOf(law) <= LEVELS.indexOf(level)
}
