import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
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

/** How some laws judge undisturbed runs in a world. */
export interface JudgedWorld extends Judged {
  readonly tried: Omit<TriedWorld, 'spec' | 'index'>
}

/** How some laws judge a disturbed run. */
export interface JudgedTrouble extends Judged {
  readonly trouble: Trouble
  readonly left: LeftByKill | null
}

/** One result from a world under trouble, judged. */
export type JudgedTrial =
  | { readonly phase: 'baseline'; readonly judged: Judged }
  | { readonly phase: 'trouble'; readonly judged: JudgedTrouble }
  | { readonly phase: 'trouble-ended'; readonly tried: Tried }

/** One step of a search. `index` is the index of the world; `trouble-ended` has counts and no judgement. */
export type Trial = { readonly spec: WorldSpec; readonly index: number } & (
  | { readonly phase: Phase; readonly judged: JudgedWorld }
  | JudgedTrial
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
  const { observation } = trial
  if (trial.phase === 'baseline') return { phase: trial.phase, judged: judged(laws, observation) }
  return { phase: trial.phase, judged: judgedTrouble(laws, spec, trial.observation) }
}

/** Judges a disturbed run in a world. */
export function judgedTrouble(
  laws: readonly Law[],
  spec: WorldSpec,
  seen: DisturbedObservation,
): JudgedTrouble {
  return { ...judged(laws, seen), trouble: seen.disturbed.trouble, left: leftByKill(spec, seen) }
}

function judged(laws: readonly Law[], observation: Observation | DisturbedObservation): Judged {
  const sighting = sightingOf(observation)
  const judgements = laws.map(law => judgementOn(law, sighting))
  return { judgements, moments: sighting.seen.moments?.length ?? 0, sighting }
}
