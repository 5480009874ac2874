import { isChange, type Step } from '../../observation/step.ts'
import type { StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import { withoutVolatile } from '../volatile-names.ts'

/**
 * Returns what makes a trouble the same in two worlds: the step that it strikes, and the entry at that step's path. Null
 * for a trouble that is never the same.
 */
export function troubleKeyOf(trouble: Trouble, { steps, volatileNames, entries }: Baseline): string | null {
  const at = (i: number) => {
    const { call, path } = steps[i] ?? { call: '', path: '' }
    return `${call} ${withoutVolatile(path, volatileNames)} ${entries[i]}`
  }
  switch (trouble.kind) {
    case 'crash':
      return `crash ${at(positionOf(trouble.before, steps))}`
    case 'fault': {
      const { at: where, errno } = trouble
      if (!('every' in where)) return `fault ${at(positionOf(where, steps))} ${errno}`
      const isStruck = ({ kind, path }: Step) => kind === where.every && path === where.path
      const all = steps.flatMap((step, i) => (isStruck(step) ? [at(i)] : []))
      return `fault ${all.join()} ${errno}`
    }
    case 'intrusion':
      return `intrusion ${at(positionOf(trouble.before, steps))} ${trouble.makes} ${withoutVolatile(trouble.path, volatileNames)}`
    case 'race':
      // Between two looks, what matters is what stands elsewhere: where the other run's link leads.
      return trouble.order.by === 'holding' && trouble.order.before.among === 'changes'
        ? `race ${at(positionOf(trouble.order.before, steps))}`
        : null
    case 'live-writes':
      return null
  }
}

/** Which of all steps a point is. */
function positionOf({ among, index }: StepRef, steps: readonly Step[]): number {
  if (among === 'all') return index
  let changes = -1
  return steps.findIndex(step => {
    if (isChange(step)) changes += 1
    return changes === index
  })
}
