import { canBeTried } from '../../../fixtures/given/given.ts'
import type { FollowUp, WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { effortFor } from '../../experiments/effort.ts'
import type { Harness } from '../../experiments/harness.ts'
import { hasTurn, type Part } from '../../experiments/part.ts'
import { withFadingPatience } from '../../experiments/time/fading-patience.ts'
import { tryTrouble, tryTroubles } from '../../experiments/troubles/try-troubles.ts'
import { isAbout, type Law, type Need } from '../../laws/law.ts'
import { TROUBLE_KINDS, type Trouble, type TroubleKind } from '../../observation/trouble.ts'
import type { Steps } from '../judge-options.ts'
import type { Regression } from '../regressions.ts'
import { judgedTrials, type Runs, runsHere } from '../runs/runs.ts'
import { Breeding } from './breeding.ts'
import { InterruptedWorlds } from './interrupted-worlds.ts'
import { nameTakenWorlds } from './name-taken-worlds.ts'
import { ownStateWorlds } from './own-state-worlds.ts'
import {
  type JudgedTrial,
  judgedTrouble,
  type Phase,
  STAGES,
  type Stage,
  type Trial,
  withKills,
} from './trial.ts'
import { chosenForTrouble, type TriedWorld } from './tried-world.ts'
import { unrequestedWorlds } from './unrequested-worlds.ts'
import { worldKey } from './worlds.ts'

/** The worlds to try, and the laws to try them for. */
export interface SearchPlan {
  /** The worlds to try, in this order. Follow-up worlds are derived from the runs in them. */
  readonly specs: readonly WorldSpec[]
  /** The laws to judge. A run that none of them judges is left out. */
  readonly laws: readonly Law[]
  /** The seed of the random orders of races. */
  readonly seed: number
  /** The number of worlds after which trouble and taken names are tried, each time. Default: all worlds. */
  readonly worldsInRound?: number
  /** The number of worlds to breed from `specs`. Default: none. */
  readonly bred?: number
  /** The index of this sample of the worlds, from 0: each sample breeds by other changes first. Default: 0. */
  readonly part?: number
  /**
   * The share of the runs to judge. Of the others, only those are made that decide what is tried; and all of the search is
   * planned, so that each share plans the same. Default: all runs.
   */
  readonly share?: Part | null
  /** Called with each world that is planned, in whichever share it is judged. Default: nothing is called. */
  readonly onPlanned?: (spec: WorldSpec) => void
  /** Violations from earlier searches, whose trouble is tried first. Default: none. */
  readonly remembered?: readonly Regression[]
  /** Called before each run: returns whether more runs under a kind of trouble are wanted. */
  readonly wants: (kind: TroubleKind) => boolean
  /** Called with one line that says how far the search is, and the worlds of the phase. */
  readonly onProgress: (line: string, steps?: Steps) => void
}

/** The number of waves of taken names in a round. The second wave may already find a backup of a backup. */
const WAVES = 2

/**
 * Tries a subject in every world undisturbed, then in follow-up worlds, then under every trouble in the most telling
 * worlds. The gate, the tests and the zoo all consume it, and may stop iterating at any time. The same plan yields the
 * same trials in the same order, however many runs are in progress at once, and in however many processes.
 *
 * @param elsewhere runs in other processes. Default: everything is run in this one.
 * @example for await (const { phase, spec, judged } of search(harness, plan)) count(judged)
 */
export async function* search(
  patient: Harness,
  plan: SearchPlan,
  elsewhere: Runs | null = null,
): AsyncGenerator<Trial> {
  const harness = withFadingPatience(patient)
  const runs = elsewhere ?? runsHere(harness, plan.laws)
  const { specs, worldsInRound = specs.length, share = null, onPlanned = () => {} } = plan
  const tried: TriedWorld[] = []
  const names = new Set<string>()
  const knownTroubles = effortFor(harness.subject).isThorough ? null : new Set<string>()
  let count = 0
  for (let from = 0; from < specs.length; from += worldsInRound) {
    const round = yield* undisturbed('world', specs.slice(from, from + worldsInRound))
    tried.push(...round)
    const isLastRound = tried.length === specs.length
    const children = isLastRound ? yield* bred(plan.bred ?? 0) : []
    if (judges('name-taken')) yield* namesTaken()
    if (judges('unrequested') && isLastRound)
      yield* undisturbed('unrequested', await unrequestedWorlds(harness, tried), 'nothing follows')
    if (harness.subject.stops.by === 'none') continue
    if (from === 0) yield* troubledAgain(harness, plan)
    yield* troubled(harness, runs, plan, chosenForTrouble(harness.subject, round, children), knownTroubles)
  }

  function judges(followUp: FollowUp): boolean {
    return plan.laws.some(({ judgedIn }) => judgedIn?.includes(followUp))
  }

  /** The runs in the worlds of other shares matter only if something follows from them. */
  async function* undisturbed(phase: Phase, candidates: readonly WorldSpec[], then?: 'nothing follows') {
    const needs = needsOf(plan)
    // An odd deployment may have no place for what a follow-up world adds.
    const planned = candidates.filter(spec => canBeTried(harness.given, spec))
    planned.forEach(onPlanned)
    const all = planned.map((spec, i) => ({ spec, index: count + i, isOwn: hasTurn(share, count + i) }))
    count += planned.length
    const worlds = all.filter(({ isOwn }) => isOwn || then === undefined)
    const here: TriedWorld[] = []
    const left = [...worlds]
    for await (const judged of runs.undisturbed(worlds, needs)) {
      const { spec, index, isOwn } = nextOf(left)
      here.push({ ...judged.tried, spec, index })
      const steps = { done: here.length, total: worlds.length }
      plan.onProgress(`${here.length} of ${worlds.length} worlds${WHICH_WORLDS[phase]}`, steps)
      if (isOwn) yield { phase, spec, index, at: [STAGES.worlds, index], judged }
    }
    return here
  }

  async function* bred(most: number) {
    const breeding = new Breeding(tried, most, plan.part)
    const children: TriedWorld[] = []
    for (let worlds = breeding.next(); worlds.length > 0; worlds = breeding.next()) {
      const generation = yield* undisturbed('bred', worlds)
      breeding.take(generation)
      children.push(...generation)
    }
    if (most > 0 && judges('history'))
      yield* undisturbed('bred', await ownStateWorlds(harness, tried), 'nothing follows')
    return children
  }

  async function* namesTaken() {
    let latest: readonly TriedWorld[] = tried
    for (let wave = 0; wave < WAVES && latest.length > 0; wave += 1) {
      const worlds = nameTakenWorlds(latest, names, effortFor(harness.subject).followUpWorlds)
      latest = yield* undisturbed('name-taken', worlds, wave + 1 < WAVES ? undefined : 'nothing follows')
    }
  }
}

const WHICH_WORLDS: Readonly<Record<Phase, string>> = {
  world: '',
  bred: ' bred from them',
  'name-taken': ' with names taken',
  unrequested: ' with unrequested entries',
}

/** Takes the next of the items, for each of which there is a result. */
function nextOf<T>(left: T[]): T {
  const next = left.shift()
  if (next === undefined) throw new Error('there are more results than worlds')
  return next
}

/** Returns the needs of the laws, with moments if they tell which names to take and where to try trouble. */
function needsOf({ laws, bred = 0 }: SearchPlan): ReadonlySet<Need> {
  const needs = new Set(laws.flatMap(law => law.needs))
  // The moments also decide what is bred: a replay of one law breeds the same worlds.
  const areMomentsUsed =
    bred > 0 ||
    laws.some(({ underTrouble, judgedIn }) => underTrouble !== undefined || judgedIn !== undefined)
  return areMomentsUsed ? needs.add('moments') : needs
}

/** Tries each remembered trouble in its world. */
async function* troubledAgain(
  harness: Harness,
  { specs, laws, remembered = [], share = null, onProgress }: SearchPlan,
): AsyncGenerator<Trial> {
  for (const [turn, { law, spec, trouble }] of remembered.entries()) {
    if (trouble === null || !hasTurn(share, turn) || !laws.some(({ id }) => id === law)) continue
    const key = worldKey(spec, harness.subject)
    const index = specs.findIndex(one => worldKey(one, harness.subject) === key)
    if (index === -1) continue
    onProgress(`under the trouble that broke ${law} before`)
    yield* troubledOnce(harness, laws, { spec, index, trouble }, { stage: 'remembered', turn })
  }
}

/** A world under trouble in a search: its number among those of its part of the search. */
interface Turn {
  readonly stage: Stage
  readonly turn: number
}

/** Tries one trouble in a world. */
async function* troubledOnce(
  harness: Harness,
  laws: readonly Law[],
  { spec, index, trouble }: Pick<TriedWorld, 'spec' | 'index'> & { readonly trouble: Trouble },
  turn: Turn,
): AsyncGenerator<Trial> {
  const observation = await tryTrouble(harness, spec, trouble)
  const [struck, missed] = observation === null ? [0, [0]] : [1, []]
  const { kind } = trouble
  if (observation !== null) {
    const judged = judgedTrouble(laws, spec, observation)
    yield placed({ phase: 'trouble', judged, place: 0 }, { spec, index }, turn)
  }
  const tried = { kind, struck, missed, orders: 0, seconds: 0 }
  yield placed({ phase: 'trouble-ended', tried, place: 1 }, { spec, index }, turn)
}

/** Returns a trial in a world under trouble with its place in the search. */
function placed(
  trial: Exclude<JudgedTrial, { readonly phase: 'foreseen' }>,
  { spec, index }: Pick<TriedWorld, 'spec' | 'index'>,
  { stage, turn }: Turn,
): Trial {
  const at = [STAGES[stage], turn]
  if (trial.phase === 'baseline') return { spec, index, at, ...trial }
  const { kind } = trial.phase === 'trouble' ? trial.judged.trouble : trial.tried
  return { spec, index, at: [...at, TROUBLE_KINDS.indexOf(kind), trial.place], ...trial }
}

/** Tries every trouble that the laws are about, in the chosen worlds. */
async function* troubled(
  harness: Harness,
  runs: Runs,
  plan: SearchPlan,
  chosen: readonly TriedWorld[],
  known: Set<string> | null,
): AsyncGenerator<Trial> {
  const { laws, seed, share = null, onProgress } = plan
  const kinds = TROUBLE_KINDS.filter(withKills(kind => laws.some(law => isAbout(law, kind))))
  const wants = withKills(plan.wants)
  const interrupted = new InterruptedWorlds()
  const left = [...chosen]
  const specs = chosen.map(({ spec }) => spec)
  for await (const trials of runs.troubled(specs, { kinds, seed, known, wants, share })) {
    if (!kinds.some(wants)) return
    const turn = chosen.length - left.length
    const world = nextOf(left)
    onProgress(`under trouble in ${turn + 1} of ${chosen.length} worlds`, {
      done: turn + 1,
      total: chosen.length,
    })
    for await (const trial of trials) {
      const leftByKill =
        trial.phase === 'foreseen' ? trial.left : trial.phase === 'trouble' ? trial.judged.left : null
      if (leftByKill !== null) interrupted.take(world, leftByKill)
      const isOwn = trial.phase !== 'baseline' || hasTurn(share, turn)
      if (isOwn && trial.phase !== 'foreseen') yield placed(trial, world, { stage: 'troubled', turn })
    }
  }
  yield* troubledAfterKill(harness, plan, interrupted)
}

/** Tries kills and races once more where a killed run has left something. Each world belongs to one share. */
async function* troubledAfterKill(
  harness: Harness,
  { laws, seed, wants, share = null, onProgress }: SearchPlan,
  interrupted: InterruptedWorlds,
): AsyncGenerator<Trial> {
  const kinds = (['crash', 'race'] as const).filter(kind => laws.some(law => isAbout(law, kind)))
  const { interruptedWorlds } = effortFor(harness.subject)
  const interludes = [
    ['beforeRemoval', 'agents write', interrupted.killsBeforeRemoval(interruptedWorlds)],
    ['dataAside', 'weeks pass', interrupted.killsWithDataAside(interruptedWorlds)],
  ] as const
  for (const [stage, interlude, kills] of interludes) {
    for (const [turn, { spec, index, crash }] of kills.entries()) {
      if (!wants('crash')) break
      if (!hasTurn(share, turn)) continue
      const trouble = { ...crash, interlude }
      yield* troubledOnce(harness, laws, { spec, index, trouble }, { stage, turn })
    }
  }
  const left = interrupted.worlds(interruptedWorlds)
  for (const [turn, { spec, index }] of left.entries()) {
    if (!kinds.some(wants)) return
    if (!hasTurn(share, turn)) continue
    onProgress(`under trouble after a kill in ${turn + 1} of ${left.length} worlds`)
    const troubling = { kinds, seed, troubledIndex: turn, known: null, wants }
    for await (const trial of judgedTrials(laws, spec, tryTroubles(harness, spec, troubling))) {
      // An undisturbed run after a kill was judged with the kill.
      if (trial.phase === 'baseline' || trial.phase === 'foreseen') continue
      yield placed(trial, { spec, index }, { stage: 'afterKill', turn })
    }
  }
}
