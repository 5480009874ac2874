import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { isChange } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { eventLogFor, NO_EXTRAS } from './event-log.ts'
import { rerun } from './rerun.ts'

export type Crash = Extract<Trouble, { kind: 'crash' }>

/**
 * Returns a kill before each step; for a command before each change, since other steps leave the world as it is. The
 * first is left out: nothing has happened by then.
 */
export function crashesOf(baseline: Baseline): Crash[] {
  const { steps, effort } = baseline
  return stepRefsOf(baseline)
    .filter((_, i) => effort.isThorough || (steps[i] !== undefined && isChange(steps[i])))
    .slice(1)
    .map(before => ({ kind: 'crash', before }))
}

/** Kills the subject before a step, and runs it again on the result; null where the run never reaches the step. */
export async function withCrash(
  world: ReusableWorld,
  trouble: Crash,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const matches = stepMatcher(trouble.before)
  const { events, recorded } = eventLogFor(world)
  const { before } = world
  let isKilled = false
  const run = await world.run({
    intercept: trouble.before.among,
    interceptor: recorded(step => {
      if (!matches(step)) return 'continue'
      isKilled = true
      return 'kill'
    }),
  })
  const next = isKilled ? await rerun(world, baseline, run) : null
  await world.restore((next ?? run).after)
  if (!isKilled) return null
  return { ...NO_EXTRAS, ...{ trouble, before, events, run, reports: [run.report], rerun: next } }
}
