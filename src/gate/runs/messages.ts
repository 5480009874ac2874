import type { Given } from '../../../fixtures/given/given.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Troubling } from '../../experiments/troubles/try-troubles.ts'
import type { AnyLawId, LawId } from '../../laws/index.ts'
import type { LossKind, Need } from '../../laws/law.ts'
import type { Equality } from '../../observation/right.ts'
import type { Subject } from '../../subjects/subject.ts'
import type { RunsLeft } from '../search/tallies.ts'
import type { JudgedTrial, JudgedWorld } from '../search/trial.ts'
import type { Calls } from './call-counts.ts'
import type { WorldToTry } from './runs.ts'

/** The first message to a worker: the subject, and how to judge it. */
export interface Setting {
  readonly module: string
  readonly equality: Equality
  readonly allow: ReadonlyMap<string, unknown>
  readonly given: Given
  readonly laws: readonly LawId[]
  /** The kinds of loss that are waived for each law. */
  readonly waived: ReadonlyMap<AnyLawId, readonly LossKind[]>
}

/** One world for a worker to try. */
export type Task = UndisturbedTask | TroubledTask

export interface UndisturbedTask extends WorldToTry {
  readonly needs: ReadonlySet<Need>
}

export interface TroubledTask {
  readonly spec: WorldSpec
  readonly troubling: Pick<Troubling, 'kinds' | 'seed' | 'troubledIndex' | 'share'>
  /** How many more disturbed runs each law wants. */
  readonly runsLeft: RunsLeft
}

/** The result of a task. */
export type ResultOf<T extends Task> = T extends TroubledTask ? readonly JudgedTrial[] : JudgedWorld

/** A worker's answer to a task. */
export type Answer =
  | { readonly result: ResultOf<Task>; readonly calls: Calls }
  | { readonly error: { readonly message: string; readonly stack: string } }

/** The module of a worker's subject: its default export makes the subject. */
export interface SubjectModule {
  readonly default: (equality: Equality) => Subject
}
