import { parentOf } from '../../fixtures/flat.ts'
import type { Point } from '../laws/disturbed.ts'
import { isChange, type Step } from '../subjects/director.ts'

/**
 * Each step of a run as a point by which it is found in another. A change is found among changes alone, where
 * `isThorough` does not ask to see every step: a program that is stopped less often is faster.
 */
export function pointsOf(steps: readonly Step[], isThorough: boolean): Point[] {
  const counts = new Map<string, number>()
  let changes = 0
  return steps.map((step, i) => {
    const { call, path } = step
    const key = `${call} ${path}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    if (isThorough || !isChange(step)) return { among: 'all', index: i, call, path, nth }
    changes += 1
    return { among: 'changes', index: changes - 1, call, path, nth }
  })
}

/**
 * Tells, step by step of one run, when a point is come to. In another world the same step has another number; and
 * where a name is new in each run, such as that of a temp file, the number and the directory tell.
 */
export function finder(point: Point): (step: Step) => boolean {
  let index = -1
  let alike = 0
  let isFound = false
  return step => {
    const { call, path } = step
    if (point.among === 'all' || isChange(step)) index += 1
    if (isFound || call !== point.call) return false
    if (path === point.path) {
      alike += 1
      isFound = alike === point.nth
    } else {
      isFound = index === point.index && parentOf(path) === parentOf(point.path)
    }
    return isFound
  }
}
