import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { mapInOrder } from '../../experiments/map-in-order.ts'
import { observe } from '../../experiments/observe.ts'
import { oneAhead } from '../../experiments/one-ahead.ts'
import { openTroubledWorld, type Troubling, tryTroublesIn } from '../../experiments/troubles/try-troubles.ts'
import type { Law, Need } from '../../laws/law.ts'
import { type JudgedTrial, type JudgedWorld, judgedTrial, judgedWorld } from '../search/trial.ts'

/** A world to run a subject in undisturbed. */
export interface WorldToTry {
  readonly spec: WorldSpec
  /** Whether the laws judge it here. In the world of another share, the subject only shows what it does. */
  readonly isOwn: boolean
}

/** Runs a subject in worlds, and judges the runs. Results come in the order of the worlds. */
export interface Runs {
  /** Runs it undisturbed in each world. */
  readonly undisturbed: (
    worlds: readonly WorldToTry[],
    needs: ReadonlySet<Need>,
  ) => AsyncIterable<JudgedWorld>
  /** Runs it under trouble in each world. */
  readonly troubled: (
    specs: readonly WorldSpec[],
    troubling: Omit<Troubling, 'troubledIndex'>,
  ) => AsyncIterable<AsyncIterable<JudgedTrial>>
}

/** Returns runs in this process. */
export function runsHere(harness: Harness, laws: readonly Law[]): Runs {
  const { parallel } = harness.subject
  return {
    undisturbed: (worlds, needs) =>
      mapInOrder(worlds, parallel, one => tryUndisturbed(harness, laws, one, needs)),
    troubled: async function* (specs, troubling) {
      const { seed, share = null } = troubling
      const opened = oneAhead(specs, parallel, (spec, troubledIndex) =>
        openTroubledWorld(harness, spec, { seed, troubledIndex, share }),
      )
      for await (const [spec, world] of opened)
        yield judgedTrials(laws, spec, tryTroublesIn(world, troubling))
    },
  }
}

/** Runs a subject in one world undisturbed, and judges the runs. */
export async function tryUndisturbed(
  harness: Harness,
  laws: readonly Law[],
  { spec, isOwn }: WorldToTry,
  needs: ReadonlySet<Need>,
): Promise<JudgedWorld> {
  return isOwn
    ? judgedWorld(laws, await observe(harness, spec, needs))
    : judgedWorld([], await observe(harness, spec, MOMENTS))
}

/** All that decides what to try next. */
const MOMENTS: ReadonlySet<Need> = new Set(['moments'])

/** Judges each result from a world under trouble. */
export async function* judgedTrials(
  laws: readonly Law[],
  spec: WorldSpec,
  trials: ReturnType<typeof tryTroublesIn>,
): AsyncGenerator<JudgedTrial> {
  for await (const trial of trials) yield judgedTrial(laws, spec, trial)
}
