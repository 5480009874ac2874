import { isAfterKill } from '../../fixtures/states/world-spec.ts'
import { expectationOf } from '../observation/expectation.ts'
import type { Observation } from '../observation/observation.ts'
import type { Moment } from '../observation/run.ts'
import { isChange, type Step } from '../observation/step.ts'
import { type Effort, effortFor } from './effort.ts'
import { entryAt } from './entry-at.ts'
import { momentBefore } from './observe.ts'
import { recordSteps, stepsOf } from './recorded-steps.ts'
import type { ReusableWorld } from './reusable-world.ts'
import { volatileNamesOf } from './volatile-names.ts'

/** The undisturbed runs of a subject in a world: they tell where trouble can strike, and what it does not cause. */
export interface Baseline {
  readonly seen: Observation
  /** All steps of the first run on paths of the world. */
  readonly steps: readonly Step[]
  /** The entry at the path of each step before the step, as `entryAt` names it; empty where every trouble is tried. */
  readonly entries: ReadonlyMap<Step, string>
  /** The world before each change of the first run; empty where nobody asks for it. */
  readonly moments: readonly Moment[]
  /** The names that the subject makes, and that differ from run to run. */
  readonly volatileNames: ReadonlySet<string>
  readonly effort: Effort
  /** The index of this world among those under trouble, from 0. */
  readonly troubledIndex: number
  /** The seed of the random orders of races. */
  readonly seed: number
  /** Whether an earlier run was killed in this world. */
  readonly isAfterKill: boolean
  /** The paths of what a killed run has left. */
  readonly leftovers: ReadonlySet<string>
  /** The states on which the subject has run again, as `rerun` names them. */
  readonly rerunOn: Set<string>
}

/** How to run a baseline. */
export interface BaselineOptions extends Pick<Baseline, 'seed' | 'troubledIndex'> {
  /** Whether the trouble is known, with its volatile names: that saves the run that finds them. Default: false. */
  readonly isTroubleKnown?: boolean
  /** Whether to record the moments of the first run. Default: false. */
  readonly keepsMoments?: boolean
}

/** Runs a subject in a world without trouble, and a second time on the result. */
export async function baselineIn(
  world: ReusableWorld,
  { seed, troubledIndex, isTroubleKnown = false, keepsMoments = false }: BaselineOptions,
): Promise<Baseline> {
  const { before, harness, spec } = world
  const { equality, subject } = harness
  const effort = effortFor(subject)
  const entries = new Map<Step, string>()
  const moments: Moment[] = []
  const { run: first, steps } = await recordSteps(world, 'all', step => {
    if (!effort.isThorough) entries.set(step, entryAt(world, step.path))
    if (keepsMoments && isChange(step)) moments.push(momentBefore(step, world, moments.at(-1)))
  })
  const second = await world.again(first)
  await world.restore(second.after)
  const others = isTroubleKnown ? steps : await stepsOf(world, 'changes')
  const { deployment } = spec
  const wasKilled = isAfterKill(spec)
  const expectation = expectationOf(before, deployment, equality)
  const seen = { deployment, equality, expectation, before, first, second, umask: process.umask() }
  return {
    ...{ seen, steps, entries, moments, seed, troubledIndex, effort },
    volatileNames: volatileNamesOf(seen, steps, others, world.built.isIgnored),
    isAfterKill: wasKilled,
    leftovers: new Set(
      wasKilled ? [...before.entries.keys()].filter(path => !world.built.isOriginal(path)) : [],
    ),
    rerunOn: new Set(),
  }
}
