import type { Part } from '../../experiments/part.ts'
import type { AnyLawId } from '../../laws/index.ts'
import type { LossKind } from '../../laws/law.ts'
import type { Subject } from '../../subjects/subject.ts'
import type { Counterexample } from '../report/counterexample.ts'
import type { Rank } from '../shrink/rank.ts'

/** All that a merge needs of one shard, as plain data. */
export interface ShardReport extends Part {
  /** The version of this package. */
  readonly version: string
  /** The words of the command line of the whole run; empty for a run by `judge`. */
  readonly run: readonly string[]
  /** A digest of the worlds that all shards plan. */
  readonly plan: string
  readonly subject: SubjectFacts
  readonly numRuns: number
  /** The law of each violation from an earlier run whose world is tried first. */
  readonly remembered: readonly AnyLawId[]
  /** A line for each trial. */
  readonly records: readonly string[]
  /** The failing cases that the report of one run may show. */
  readonly cases: readonly ShardCase[]
}

/** The properties of a subject that decide why a law was not tested. */
export type SubjectFacts = Pick<Subject, 'stops' | 'acceptsRequest'>

/** A failing case, in both forms in which a report may show it. */
export interface ShardCase {
  readonly law: AnyLawId
  readonly kind: LossKind | null
  readonly rank: Rank
  readonly isOfRerun: boolean
  readonly asWorst: WrittenCase | null
  readonly asLesser: WrittenCase | null
}

/** A counterexample, and its world and trouble in the form of the regressions file. */
export interface WrittenCase {
  readonly world: unknown
  readonly shown: Omit<Counterexample, 'spec' | 'trouble'>
}
