import { isAfterKill, isFollowUp, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried, TroubleTrial } from '../../experiments/troubles/try-troubles.ts'
import type { Judgement, Law } from '../../laws/law.ts'
import type { DisturbedObservation, Observation } from '../../observation/observation.ts'
import type { Trouble, TroubleKind } from '../../observation/trouble.ts'
import { judgementOn, type Sighting, sightingOf } from '../shrink/failing-case.ts'
import { type LeftByKill, leftByKill } from './interrupted-worlds.ts'
import { partsOf, type TriedWorld } from './tried-world.ts'

/** Which of the worlds without trouble are being tried. */
export type Phase = 'world' | 'bred' | 'name-taken' | 'unrequested'

/** How some laws judge a sighting. */
export interface Judged {
  /** The judgement of each law, in the order of the laws. */
  readonly judgements: readonly Judgement[]
  /** The number of moments of the undisturbed run. */
  readonly moments: number
  /** Null where another process has seen the runs, and no law is broken. */
  readonly sighting: Sighting | null
}

/** The parts of a trouble that are counted. */
export type TroubleForm =
  | Pick<Extract<Trouble, { kind: 'fault' }>, 'kind' | 'errno'>
  | Pick<Extract<Trouble, { kind: 'intrusion' }>, 'kind' | 'makes'>
  | { readonly kind: Exclude<TroubleKind, 'fault' | 'intrusion'> }

/** A judgement that is counted; the violations in it may be in the report of a shard, with the runs that show them. */
export interface Countable extends Omit<Judged, 'sighting'> {
  readonly sighting: Sighting | null | 'in a report'
}

/** The parts of a trial that are counted. */
export type CountedTrial = Pick<Trial, 'spec' | 'index' | 'at'> &
  (
    | { readonly phase: Phase; readonly judged: Countable & { readonly tried: WorldForm } }
    | { readonly phase: 'baseline'; readonly judged: Countable }
    | { readonly phase: 'trouble'; readonly judged: Countable & { readonly trouble: TroubleForm } }
    | { readonly phase: 'trouble-ended'; readonly tried: Tried }
  )

/** The parts of undisturbed runs that are counted. */
export type WorldForm = Pick<TriedWorld, 'world' | 'claim'>

/**
 * Returns whether a law judges a trial. In some worlds, a careful subject may refuse; and an undisturbed run after a kill was
 * judged with the kill.
 */
export function isJudgedBy(
  { judgedIn }: Pick<Law, 'judgedIn'>,
  { phase, spec }: Pick<Trial, 'phase' | 'spec'>,
): boolean {
  if (phase === 'trouble') return true
  const isLeftOut = isFollowUp(spec) && judgedIn?.includes(spec.kind) !== true
  return !isLeftOut && !isAfterKill(spec)
}

/** How some laws judge undisturbed runs in a world. */
export interface JudgedWorld extends Judged {
  readonly tried: Omit<TriedWorld, 'spec' | 'index'>
}

/** How some laws judge a disturbed run. */
export interface JudgedTrouble extends Judged {
  readonly trouble: Trouble
  /** A digest of the state on which the subject ran again; null where it did not, or does so in any case. */
  readonly rerunOn: string | null
  readonly left: LeftByKill | null
}

/** One result from a world under trouble, judged. */
export type JudgedTrial =
  | { readonly phase: 'baseline'; readonly judged: Judged }
  | { readonly phase: 'trouble'; readonly judged: JudgedTrouble; readonly place: number }
  | { readonly phase: 'foreseen'; readonly left: LeftByKill | null }
  | { readonly phase: 'trouble-ended'; readonly tried: Tried; readonly place: number }

/** The parts of a search, in order: the first number of the place of each step. */
export const STAGES = {
  worlds: 0,
  remembered: 1,
  troubled: 2,
  beforeRemoval: 3,
  dataAside: 4,
  afterKill: 5,
} as const

/** The name of a part of a search. */
export type Stage = keyof typeof STAGES

/**
 * One step of a search. `index` is the index of the world, and `at` the place of the step: the steps of all shares, sorted by
 * these numbers, are those of one search. `trouble-ended` has counts and no judgement.
 */
export type Trial = { readonly spec: WorldSpec; readonly index: number; readonly at: readonly number[] } & (
  | { readonly phase: Phase; readonly judged: JudgedWorld }
  | Exclude<JudgedTrial, { readonly phase: 'foreseen' }>
)

/** Returns which kinds of trouble are tried, given those that are wanted: kills leave the worlds in which races are tried again. */
export function withKills(wants: (kind: TroubleKind) => boolean): (kind: TroubleKind) => boolean {
  return kind => wants(kind) || (kind === 'crash' && wants('race'))
}

/** Judges undisturbed runs in a world. */
export function judgedWorld(laws: readonly Law[], seen: Observation): JudgedWorld {
  return { ...judged(laws, seen), tried: partsOf(seen) }
}

/** Judges one result from a world under trouble. */
export function judgedTrial(laws: readonly Law[], spec: WorldSpec, trial: TroubleTrial): JudgedTrial {
  if (trial.phase === 'trouble-ended') return trial
  const { phase, observation } = trial
  if (phase === 'baseline') return { phase, judged: judged(laws, observation) }
  if (phase === 'foreseen') return { phase, left: leftByKill(spec, trial.observation) }
  return { phase, judged: judgedTrouble(laws, spec, trial.observation), place: trial.place }
}

/** Judges a disturbed run in a world. */
export function judgedTrouble(
  laws: readonly Law[],
  spec: WorldSpec,
  seen: DisturbedObservation,
): JudgedTrouble {
  const { trouble, rerunOn } = seen.disturbed
  return { ...judged(laws, seen), trouble, rerunOn, left: leftByKill(spec, seen) }
}

function judged(laws: readonly Law[], observation: Observation | DisturbedObservation): Judged {
  const sighting = sightingOf(observation)
  const judgements = laws.map(law => judgementOn(law, sighting))
  return { judgements, moments: sighting.seen.moments?.length ?? 0, sighting }
}
