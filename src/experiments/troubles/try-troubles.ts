import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { DisturbedObservation, Observation } from '../../observation/observation.ts'
import { TROUBLE_KINDS, type Trouble, type TroubleKind } from '../../observation/trouble.ts'
import type { ScriptSubject } from '../../subjects/script.ts'
import type { Subject } from '../../subjects/subject.ts'
import { type Baseline, baselineIn } from '../baseline.ts'
import type { Harness } from '../harness.ts'
import { mapInOrder } from '../map-in-order.ts'
import { hasTurn, type Part } from '../part.ts'
import { openWorld, type ReusableWorld } from '../reusable-world.ts'
import { foreseenCrash } from './crash.ts'
import { disturb, troublesOf } from './disturb.ts'
import { type Interleavings, interleave } from './interleave.ts'
import { troubleKeyOf } from './trouble-key.ts'

/** The counts of one kind of trouble in one world. */
export interface Tried {
  readonly kind: TroubleKind
  /** The number of runs that the trouble struck. */
  readonly struck: number
  /** The places, among the troubles of the kind, of those that struck no run: they prove nothing. */
  readonly missed: readonly number[]
  /** The number of orders of the calls of two runs that the struck runs represent; 0 where each represents itself. */
  readonly orders: number
  readonly seconds: number
}

/** Which troubles to try in a world. */
export interface Troubling {
  /** The kinds of trouble, in the order in which they are tried. */
  readonly kinds: readonly TroubleKind[]
  /** The seed of the random orders of races. */
  readonly seed: number
  /** The index of this world among those under trouble. */
  readonly troubledIndex: number
  /** Troubles that have struck in another world with the same entry at the same path; null to try every trouble. */
  readonly known: Set<string> | null
  /** Called before each run: returns whether more runs under a kind of trouble are wanted. */
  readonly wants: (kind: TroubleKind) => boolean
  /** The part of the troubles to try. Default: all of them. */
  readonly share?: Part | null
}

/**
 * One result from a world under trouble: the undisturbed runs, then disturbed ones, each with its place among those of its
 * kind, and after each kind its counts, and the number of places. A `foreseen` kill is one of another share, and took no run.
 */
export type TroubleTrial =
  | { readonly phase: 'baseline'; readonly observation: Observation }
  | {
      readonly phase: 'trouble' | 'foreseen'
      readonly observation: DisturbedObservation
      readonly place: number
    }
  | { readonly phase: 'trouble-ended'; readonly tried: Tried; readonly place: number }

/** A world in which a subject has run undisturbed, and trouble can be tried. */
export interface TroubledWorld {
  readonly baseline: Baseline
  /** As many as there may be runs at a time, all alike. */
  readonly worlds: readonly [ReusableWorld, ...ReusableWorld[]]
  readonly remove: () => void
}

/** Builds a world, and runs a subject in it undisturbed. */
export async function openTroubledWorld(
  harness: Harness,
  spec: WorldSpec,
  { share = null, ...options }: Pick<Troubling, 'seed' | 'troubledIndex' | 'share'>,
): Promise<TroubledWorld> {
  const world = await openWorld(harness, spec)
  const others = await Promise.all(
    Array.from({ length: harness.subject.parallel - 1 }, () => openWorld(harness, spec)),
  )
  const worlds = [world, ...others] as const
  const remove = () => {
    for (const { built } of worlds) built.remove()
  }
  try {
    return { baseline: await baselineIn(world, { ...options, keepsMoments: share !== null }), worlds, remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** Runs a subject in one world undisturbed, and then under every trouble of some kinds. */
export async function* tryTroubles(
  harness: Harness,
  spec: WorldSpec,
  troubling: Troubling,
): AsyncGenerator<TroubleTrial> {
  const opened = await openTroubledWorld(harness, spec, troubling)
  try {
    yield* tryTroublesIn(opened, troubling)
  } finally {
    opened.remove()
  }
}

/** Does the same in a world that is open. */
export async function* tryTroublesIn(
  { baseline, worlds }: TroubledWorld,
  troubling: Omit<Troubling, 'seed' | 'troubledIndex'>,
): AsyncGenerator<TroubleTrial> {
  yield { phase: 'baseline', observation: baseline.seen }
  if (baseline.steps.length === 0) return
  for (const kind of troubling.kinds)
    if (troubling.wants(kind)) yield* tryKind(kind, worlds, baseline, troubling)
}

/** Runs a subject under one trouble; null where the trouble does not strike in this world. */
export async function tryTrouble(
  harness: Harness,
  spec: WorldSpec,
  trouble: Trouble,
): Promise<DisturbedObservation | null> {
  const world = await openWorld(harness, spec)
  try {
    const baseline = await baselineIn(world, { seed: 0, troubledIndex: 0, isTroubleKnown: true })
    const disturbed = await disturb(world, trouble, baseline)
    return disturbed && { disturbed, undisturbed: baseline.seen }
  } finally {
    world.built.remove()
  }
}

async function* tryKind(
  kind: TroubleKind,
  worlds: readonly [ReusableWorld, ...ReusableWorld[]],
  baseline: Baseline,
  { known, wants, share = null }: Pick<Troubling, 'known' | 'wants' | 'share'>,
): AsyncGenerator<TroubleTrial> {
  const began = performance.now()
  const [world] = worlds
  const { subject } = world.harness
  const isExplored = kind === 'race' && isScript(subject)
  const owns = (place: number) =>
    hasTurn(share, baseline.troubledIndex, TROUBLE_KINDS.indexOf(kind), isExplored ? 0 : place)
  // What is left to try is known only where the orders are explored.
  if (isExplored && !owns(0)) return
  const { ends, orders } = isExplored ? await interleave(world, subject) : NO_ORDERS
  // The orders represent every race of two runs.
  const troubles = troublesOf(kind, baseline).filter(
    one => orders === null || one.kind !== 'race' || one.runs > 2,
  )
  const left = troubles
    .filter(trouble => isNew(troubleKeyOf(trouble, baseline), known))
    .map((trouble, i) => ({ trouble, place: ends.length + i, isOwn: owns(ends.length + i) }))
  const trialOf = (disturbed: DisturbedRun, place: number, isOwn = true): TroubleTrial => ({
    phase: isOwn ? 'trouble' : 'foreseen',
    observation: { disturbed, undisturbed: baseline.seen },
    place,
  })
  let struck = 0
  const missed: number[] = []
  for (const [place, disturbed] of ends.entries()) {
    struck += 1
    yield trialOf(disturbed, place)
    if (!wants(kind)) break
  }
  if (wants(kind)) {
    for await (const [{ place, isOwn }, disturbed] of disturbEach(left, worlds, baseline)) {
      if (disturbed !== null) yield trialOf(disturbed, place, isOwn)
      else if (isOwn) missed.push(place)
      if (disturbed === null || !isOwn) continue
      struck += 1
      if (!wants(kind)) break
    }
  }
  const seconds = (performance.now() - began) / 1000
  const tried = { kind, struck, missed, orders: orders ?? 0, seconds }
  yield { phase: 'trouble-ended', tried, place: ends.length + left.length }
}

/** A trouble, with its place among those of its kind; one of another share is not to be tried. */
interface Placed {
  readonly trouble: Trouble
  readonly place: number
  readonly isOwn: boolean
}

/**
 * Yields a run under each trouble, in their order, and the kills of other shares as they are foreseen. There are as many
 * concurrent runs as worlds.
 */
function disturbEach(
  troubles: readonly Placed[],
  worlds: readonly [ReusableWorld, ...ReusableWorld[]],
  baseline: Baseline,
): AsyncGenerator<readonly [Placed, DisturbedRun | null]> {
  const free = [...worlds]
  const [first] = worlds
  return mapInOrder(troubles, worlds.length, async one => {
    const { trouble } = one
    if (!one.isOwn) return [one, trouble.kind === 'crash' ? foreseenCrash(first, trouble, baseline) : null]
    const world = free.pop()
    if (world === undefined) throw new Error('there are more concurrent runs than worlds')
    try {
      return [one, await disturb(world, trouble, baseline)]
    } finally {
      free.push(world)
    }
  })
}

const NO_ORDERS: Interleavings = { ends: [], orders: null }

function isNew(key: string | null, known: Set<string> | null): boolean {
  if (known === null || key === null) return true
  if (known.has(key)) return false
  known.add(key)
  return true
}

function isScript(subject: Subject): subject is ScriptSubject {
  return subject.kind === 'script'
}
