import { type DisturbedRun, linesGone } from '../../observation/disturbed-run.ts'
import { isChange } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { eventLogFor } from './event-log.ts'
import { startAgents } from './live-writes/agents.ts'
import { controlRun } from './live-writes/live-writer.ts'
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
 * Kills the subject before a step, has agents write on the result, and runs the subject again; null where the run never
 * reaches the step, or no agent could write.
 */
export async function withAgentsAfterCrash(
  world: ReusableWorld,
  trouble: Crash,
): Promise<DisturbedRun | null> {
  const { recorded, note, disturbed } = eventLogFor(world)
  const isStruck = stepMatcher(trouble.before)
  let hasStruck = false
  const run = await world.run({
    intercept: trouble.before.among,
    interceptor: recorded(step => {
      hasStruck ||= isStruck(step)
      return hasStruck ? 'kill' : 'continue'
    }),
  })
  const agents = hasStruck ? startAgents(world) : null
  agents?.end()
  const { lines = [] } = agents ?? {}
  const intruded = world.built.snapshot()
  const rerun = lines.length > 0 ? await world.runOn(intruded) : null
  await world.restore((rerun ?? run).after)
  if (rerun === null) return null
  note('agents appended a line to each of their transcripts')
  const control = linesGone(lines, rerun.after).length > 0 ? await controlRun(world) : null
  return disturbed(run, { trouble, intruded, lines, rerun, control })
}
