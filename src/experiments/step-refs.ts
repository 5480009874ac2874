import { isChange, type Step } from '../observation/step.ts'
import type { StepRef } from '../observation/trouble.ts'
import type { Baseline } from './baseline.ts'
import { isAt, volatileIn } from './volatile-names.ts'

/** A step of a run, with a reference by which to find it in another run. */
export interface ReferredStep {
  readonly step: Step
  readonly ref: StepRef
}

/**
 * Returns each step of a run with a reference to it. Unless the effort is thorough, a
 * change is searched among changes alone: a program that is stopped less often is faster.
 */
export function stepRefsOf({
  steps,
  effort: { isThorough },
  volatileNames,
}: Pick<Baseline, 'steps' | 'effort' | 'volatileNames'>): ReferredStep[] {
  let changes = 0
  return steps.map((step, index) => {
    const { call, path } = step
    const at = { call, path, volatileNames: volatileIn(path, volatileNames) }
    // As the matcher counts: any name may be in the place of a volatile one.
    const earlier = steps.slice(0, index).filter(one => one.call === call && isAt(at, one.path))
    const ref = { ...at, nth: earlier.length + 1 }
    if (isThorough || !isChange(step)) return { step, ref: { among: 'all', index, ...ref } }
    changes += 1
    return { step, ref: { among: 'changes', index: changes - 1, ...ref } }
  })
}

/**
 * Returns a predicate to be called with each step of one run in turn: it is true at the step that the reference
 * describes. It counts calls alike, since the same step has another index in another world.
 */
export function stepMatcher(ref: StepRef): (step: Step) => boolean {
  let alike = 0
  return ({ call, path }) => {
    if (call !== ref.call || !isAt(ref, path)) return false
    alike += 1
    return alike === ref.nth
  }
}
