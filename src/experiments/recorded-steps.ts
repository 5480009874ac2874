import type { Run } from '../observation/run.ts'
import type { Step } from '../observation/step.ts'
import type { InterceptedBy, ReusableWorld } from './reusable-world.ts'

/** Runs a subject undisturbed and records its steps. The world is left as the run leaves it. */
export async function recordSteps(
  world: ReusableWorld,
  intercept: InterceptedBy['intercept'],
  onStep: (step: Step) => void = () => {},
): Promise<{ readonly run: Run; readonly steps: readonly Step[] }> {
  const steps: Step[] = []
  const interceptor = (step: Step) => {
    steps.push(step)
    onStep(step)
    return 'continue' as const
  }
  return { run: await world.run({ intercept, interceptor }), steps }
}

/** Returns the steps of one more run, and restores the world. */
export async function stepsOf(
  world: ReusableWorld,
  intercept: InterceptedBy['intercept'],
): Promise<readonly Step[]> {
  const { run, steps } = await recordSteps(world, intercept)
  await world.restore(run.after)
  return steps
}
