import { isChange, type Step } from '../observation/step.ts'
import type { StepRef } from '../observation/trouble.ts'
import type { Baseline } from './baseline.ts'
import { isAt, volatileIn, withoutVolatile } from './volatile-names.ts'

/**
 * Each step of a run as a point by which it is found in another. A change is found among changes alone, where
 * `isThorough` does not ask to see every step: a program that is stopped less often is faster.
 */
export function stepRefsOf({
  steps,
  effort: { isThorough },
  volatileNames,
}: Pick<Baseline, 'steps' | 'effort' | 'volatileNames'>): StepRef[] {
  const counts = new Map<string, number>()
  let changes = 0
  return steps.map((step, i) => {
    const { call, path } = step
    const key = `${call} ${withoutVolatile(path, volatileNames)}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    const at = { call, path, nth, volatileNames: volatileIn(path, volatileNames) }
    if (isThorough || !isChange(step)) return { among: 'all', index: i, ...at }
    changes += 1
    return { among: 'changes', index: changes - 1, ...at }
  })
}

/** Tells, step by step of one run, when a point is come to: in another world the same step has another number. */
export function finder(point: StepRef): (step: Step) => boolean {
  let alike = 0
  return ({ call, path }) => {
    if (call !== point.call || !isAt(point, path)) return false
    alike += 1
    return alike === point.nth
  }
}
