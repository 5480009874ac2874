import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { isChange } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { finder, stepRefsOf } from '../step-refs.ts'
import { eventsOf, NOTHING_MORE } from './event-log.ts'
import { rerun } from './rerun.ts'

export type Crash = Extract<Trouble, { kind: 'crash' }>

/**
 * A kill before every step; for a command before each change, since what only looks leaves the world as it is. Before
 * the first nothing is done yet.
 */
export function crashesOf(baseline: Baseline): Crash[] {
  const { steps, effort } = baseline
  const { isThorough } = effort
  return stepRefsOf(baseline)
    .filter((_, i) => isThorough || (steps[i] !== undefined && isChange(steps[i])))
    .slice(1)
    .map(before => ({ kind: 'crash', before }))
}

/** Kills the subject, looks at what is there, and runs it again; null where it did not come to the point. */
export async function withCrash(
  reusable: ReusableWorld,
  trouble: Crash,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const isAtPoint = finder(trouble.before)
  const { events, interceptor } = eventsOf(reusable)
  const { before } = reusable
  let struck = false
  const run = await reusable.run({
    intercept: trouble.before.among,
    interceptor: interceptor(step => {
      if (!isAtPoint(step)) return 'continue'
      struck = true
      return 'kill'
    }),
  })
  const again = struck ? await rerun(reusable, baseline, run) : null
  reusable.restore((again ?? run).after)
  if (!struck) return null
  return {
    ...NOTHING_MORE,
    ...{ trouble, before, events, run, reports: [run.report], rerun: again },
  }
}
