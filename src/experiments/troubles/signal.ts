import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { ADDRESSEES } from '../../observation/signal.ts'
import { isChange } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { withStruckSteps } from './struck-steps.ts'

export type SentSignal = Extract<Trouble, { kind: 'signal' }>

/**
 * Returns a signal before each change at which the program handles one: without a handler, it ends as if it was killed.
 * The signals that it handles, to the process and to its group, take turns from change to change and from world to world.
 */
export function signalsOf(baseline: Baseline): SentSignal[] {
  const changes = stepRefsOf(baseline).filter(({ step }) => isChange(step))
  return changes.flatMap(({ step: { handles = [] }, ref: before }, i) => {
    const forms = handles.flatMap(signal => ADDRESSEES.map(to => ({ signal, to })))
    const turn = (i + baseline.troubledIndex) % forms.length
    return forms.slice(turn, turn + 1).map(form => ({ kind: 'signal', before, ...form }))
  })
}

/** Sends a signal before a step, and runs the subject again on the result; null where the program does not handle it. */
export function withSignal(
  world: ReusableWorld,
  trouble: SentSignal,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const { before, signal, to } = trouble
  const matches = stepMatcher(before)
  return withStruckSteps(world, baseline, {
    trouble,
    intercept: before.among,
    isStruck: step => matches(step) && step.handles?.includes(signal) === true,
    decision: { signal, to },
  })
}
