import type { LawId } from '../laws/index.ts'
import type { Level } from '../laws/law.ts'
import type { Counterexample } from './report/counterexample.ts'
import type { Calls } from './search/call-counts.ts'
import type { Reached } from './search/coverage.ts'

/** What a run says of one law. */
export type Verdict = 'held' | 'broken' | 'waived' | 'not-applicable' | 'not-tested'

export interface LawResult {
  readonly id: LawId
  readonly level: Level
  readonly says: string
  readonly verdict: Verdict
  /** In how many worlds it was judged, and in how many of them it was broken. */
  readonly worlds: number
  readonly brokenIn: number
  /** How much it was tried with where the subject is stopped between its calls; null for a law that needs no stop. */
  readonly troubled: Troubled | null
  /** In seconds: what was spent on it alone, and on no other law. */
  readonly seconds: number
  /** Why it is waived, not applicable or not tested; null otherwise. */
  readonly reason: string | null
  /** Whether its break fails the run. */
  readonly fails: boolean
  readonly counterexample: Counterexample | null
}

/** How much of what happens between calls a law was tried with. */
export interface Troubled {
  /** Moments of undisturbed runs that were looked at. */
  readonly moments: number
  /** Runs in which trouble struck. */
  readonly struck: number
  /** Runs in which it did not: they say nothing. */
  readonly missed: number
  /** Orders of the calls of two runs that were walked through. */
  readonly orders: number
}

export interface GateReport {
  readonly ok: boolean
  readonly subject: string
  readonly level: Level
  readonly seed: number
  /** Distinct worlds tried. */
  readonly worlds: number
  /** In the laws; start-up and preflight are left out. */
  readonly seconds: number
  readonly sandbox: string
  readonly trace: string
  /** Before how many calls it was stopped, in all; null where it cannot be. */
  readonly calls: Calls | null
  readonly laws: readonly LawResult[]
  readonly reached: Reached
  /** What the user should know besides. */
  readonly notes: readonly string[]
}
