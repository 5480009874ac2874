import { expectationOf } from '../observation/expectation.ts'
import type { Observation } from '../observation/observation.ts'
import type { Step } from '../observation/step.ts'
import { type Effort, effortFor } from './effort.ts'
import { entryAt } from './entry-at.ts'
import type { InterceptedBy, ReusableWorld } from './reusable-world.ts'
import { volatileNamesOf } from './volatile-names.ts'

/** What a subject does in a world while nothing disturbs it: where trouble can strike, and what is not its doing. */
export interface Baseline {
  readonly seen: Observation
  /** How long it took. */
  readonly milliseconds: number
  /** All steps on the world's paths. */
  readonly steps: readonly Step[]
  /** The entry at the path of each step before it, as `entryAt` names it; empty where every trouble is tried. */
  readonly entries: readonly string[]
  /** The names that it makes and another run makes otherwise. */
  readonly volatileNames: ReadonlySet<string>
  readonly effort: Effort
  /** Which of the worlds under trouble it is, from 0. */
  readonly turn: number
  /** Of the random schedules. */
  readonly seed: number
  /** States on which the subject has been run again: what it makes of each is known. */
  readonly rerunOn: Set<string>
}

export interface Ask extends Pick<Baseline, 'seed' | 'turn'> {
  /** Whether the trouble is known already, and tells itself which names are new in each run: that saves a run. */
  readonly isKnown?: boolean
}

/** Runs a subject in a world while nothing disturbs it, and again on what that left. */
export async function baselineIn(
  reusable: ReusableWorld,
  { seed, turn, isKnown = false }: Ask,
): Promise<Baseline> {
  const { before, harness, spec } = reusable
  const { subject, equality } = harness
  const effort = effortFor(subject)
  const steps: Step[] = []
  const entries: string[] = []
  const began = performance.now()
  const first = await reusable.run({
    intercept: 'all',
    interceptor: step => {
      steps.push(step)
      if (!effort.isThorough) entries.push(entryAt(reusable, step.path))
      return 'continue'
    },
  })
  const milliseconds = performance.now() - began
  const second = reusable.ended(await subject.run(reusable.job()), first.after)
  reusable.restore(second.after)
  const others = isKnown ? steps : await stepsOf(reusable, 'changes')
  const { deployment } = spec
  const expectation = expectationOf(before, deployment, equality)
  const seen = { deployment, equality, expectation, before, first, second, umask: process.umask() }
  return {
    ...{ seen, steps, entries, seed, turn, milliseconds },
    volatileNames: volatileNamesOf(seen, steps, others),
    effort,
    rerunOn: new Set(),
  }
}

/** The steps of another run, in order. */
export async function stepsOf(
  reusable: ReusableWorld,
  intercept: InterceptedBy['intercept'],
): Promise<Step[]> {
  const steps: Step[] = []
  const run = await reusable.run({
    intercept,
    interceptor: step => {
      steps.push(step)
      return 'continue'
    },
  })
  reusable.restore(run.after)
  return steps
}
