import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { KILLED } from '../../observation/report.ts'
import { isChange } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { eventLogFor } from './event-log.ts'
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

/**
 * Returns what a kill before a step leaves, without a run: the world at that moment of the baseline, which must have its moments.
 * Null where the baseline never reaches the step.
 */
export function foreseenCrash(world: ReusableWorld, trouble: Crash, baseline: Baseline): DisturbedRun | null {
  const { steps, moments, seen } = baseline
  const { among } = trouble.before
  const isStruck = stepMatcher(trouble.before)
  const struck = steps.findIndex(step => (among === 'all' || isChange(step)) && isStruck(step))
  if (struck === -1) return null
  const done = steps.slice(0, struck).filter(isChange).length
  const { after, changes } = seen.first
  const { tree, changes: until } = moments[done] ?? { tree: after, changes }
  const events = steps.slice(0, struck + 1).map(step => ({ step, run: 0, failed: null }))
  const run = { report: KILLED, after: tree, changes: until }
  return eventLogFor(world).disturbed(run, { trouble, events })
}
