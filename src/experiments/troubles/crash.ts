import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { isChange } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { withStruckSteps } from './struck-steps.ts'

export type Crash = Extract<Trouble, { kind: 'crash' }>

/**
 * Returns a kill before each step; for a command before each change, since other steps leave the world as it is. The
 * first is left out: nothing has happened by then.
 */
export function crashesOf(baseline: Baseline): Crash[] {
  return stepRefsOf(baseline)
    .filter(({ step }) => baseline.effort.isThorough || isChange(step))
    .slice(1)
    .map(({ ref }) => ({ kind: 'crash', before: ref }))
}

/** Kills the subject before a step, and runs it again on the result; null where the run never reaches the step. */
export function withCrash(
  world: ReusableWorld,
  trouble: Crash,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const { before } = trouble
  return withStruckSteps(world, baseline, {
    ...{ trouble, intercept: before.among, isStruck: stepMatcher(before), decision: 'kill' },
  })
}
