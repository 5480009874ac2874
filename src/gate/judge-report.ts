import type { AnyLawId } from '../laws/index.ts'
import type { Level, LossKind } from '../laws/law.ts'
import type { TroubleKind } from '../observation/trouble.ts'
import type { Counterexample } from './report/counterexample.ts'
import type { Calls } from './runs/call-counts.ts'
import type { Reached } from './search/coverage.ts'
import type { ShardReport } from './shard/shard-report.ts'

/**
 * The verdict on one law: `held` and `broken` laws were tested; a `waived` law may be broken; a `not-applicable` law
 * cannot apply to such a subject; a `not-tested` law lacked a tool, or a world that it applies to.
 */
export type Verdict = 'held' | 'broken' | 'waived' | 'not-applicable' | 'not-tested'

/** The result of judging a subject by one law. */
export interface LawResult {
  /** The law's stable id. */
  readonly id: AnyLawId
  /** The law's level: `safe`, `tidy` or `complete`. */
  readonly level: Level
  /** The law as one sentence. */
  readonly says: string
  /** `held`, `broken`, `waived`, `not-applicable` or `not-tested`. */
  readonly verdict: Verdict
  /** The number of worlds in which it was judged. */
  readonly worlds: number
  /** The number of worlds in which it was broken, other than in a way that is waived. */
  readonly brokenIn: number
  /** The kinds of loss that are waived for it, the worst first. */
  readonly waived: readonly WaivedLoss[]
  /** The moments and troubles that it was tested with; null for a law that does not need to stop the subject. */
  readonly troubled: Troubled | null
  /** The seconds spent on this law alone. */
  readonly seconds: number
  /** Why it is waived, not applicable or not tested; null otherwise. */
  readonly reason: string | null
  /** Whether it is broken, and its level is within that of the run. */
  readonly fails: boolean
  /** The smallest world found in which it is broken, and broken worst; null where it is not. */
  readonly counterexample: Counterexample | null
  /** A world for each lesser kind of violation, the worst first. Such worlds are not shrunk. */
  readonly others: readonly Counterexample[]
}

/** A kind of loss that is waived for a law. */
export interface WaivedLoss {
  readonly kind: LossKind
  readonly reason: string
  /** The number of worlds in which it was found. */
  readonly worlds: number
}

/** How often a law was tested between the calls of a subject. */
export interface Troubled {
  /** The number of moments of undisturbed runs. */
  readonly moments: number
  /** The number of runs that each kind of trouble struck. */
  readonly struck: Readonly<Partial<Record<TroubleKind, number>>>
  /** The number of runs that a trouble did not strike: they prove nothing. */
  readonly missed: number
  /** The number of orders of the calls of two runs that were explored. */
  readonly orders: number
}

/** The answer of `judge`. */
export interface JudgeReport {
  /** Whether no law at or below the level is broken. */
  readonly ok: boolean
  /** The name of the subject. */
  readonly subject: string
  /** The level up to which a broken law fails the run. */
  readonly level: Level
  /** The seed of the random worlds. */
  readonly seed: number
  /** The number of worlds after every small state that were asked for, bred and random, with duplicates. */
  readonly numRuns: number
  /** The number of distinct worlds that were tried. */
  readonly worlds: number
  /** The duration, without start-up and preflight. */
  readonly seconds: number
  /** The sandbox of the subject's runs: `bwrap`, `unshare` or `none`. */
  readonly sandbox: string
  /** How the subject was stopped between its calls: `stages`, `seccomp` or `none`. */
  readonly trace: string
  /** The number of calls before which the subject was stopped; null where it cannot be stopped. */
  readonly calls: Calls | null
  /** One result for each law, the gravest law first. */
  readonly laws: readonly LawResult[]
  /** How often the run reached each state, verdict and trouble. */
  readonly reached: Reached
  /** Further facts for the user, one sentence each. */
  readonly notes: readonly string[]
  /** For the report of a shard, all that `--merge` needs of it; null for a whole run. Its keys may change with any version. */
  readonly shard: ShardReport | null
}
