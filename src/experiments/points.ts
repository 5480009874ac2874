import type { Point } from '../laws/disturbed.ts'
import { isChange, type Step } from '../subjects/director.ts'
import type { Baseline } from './baseline.ts'
import { freshIn, isAt, withoutFresh } from './fresh-names.ts'

/**
 * Each step of a run as a point by which it is found in another. A change is found among changes alone, where
 * `isThorough` does not ask to see every step: a program that is stopped less often is faster.
 */
export function pointsOf({
  steps,
  isThorough,
  fresh,
}: Pick<Baseline, 'steps' | 'isThorough' | 'fresh'>): Point[] {
  const counts = new Map<string, number>()
  let changes = 0
  return steps.map((step, i) => {
    const { call, path } = step
    const key = `${call} ${withoutFresh(path, fresh)}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    const at = { call, path, nth, fresh: freshIn(path, fresh) }
    if (isThorough || !isChange(step)) return { among: 'all', index: i, ...at }
    changes += 1
    return { among: 'changes', index: changes - 1, ...at }
  })
}

/** Tells, step by step of one run, when a point is come to: in another world the same step has another number. */
export function finder(point: Point): (step: Step) => boolean {
  let alike = 0
  return ({ call, path }) => {
    if (call !== point.call || !isAt(point, path)) return false
    alike += 1
    return alike === point.nth
  }
}
