import { isChange, type Step } from '../../observation/step.ts'
import type { StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import { withoutVolatile } from '../volatile-names.ts'

/**
 * Returns a key that is the same for a trouble in two worlds when it strikes the same step with the same entry at the
 * step's path. Null for a trouble that is to be tried in every world.
 */
export function troubleKeyOf(trouble: Trouble, { steps, volatileNames, entries }: Baseline): string | null {
  const keyAt = (i: number) => {
    const { call, path } = steps[i] ?? { call: '', path: '' }
    return `${call} ${withoutVolatile(path, volatileNames)} ${entries[i]}`
  }
  switch (trouble.kind) {
    case 'crash':
      return `crash ${keyAt(indexOf(trouble.before, steps))}`
    case 'fault': {
      const { at, errno } = trouble
      if (!('every' in at)) return `fault ${keyAt(indexOf(at, steps))} ${errno}`
      const isStruck = ({ kind, path }: Step) => kind === at.every && path === at.path
      const keys = steps.flatMap((step, i) => (isStruck(step) ? [keyAt(i)] : []))
      return `fault ${keys.join()} ${errno}`
    }
    case 'intrusion':
      return `intrusion ${keyAt(indexOf(trouble.before, steps))} ${trouble.makes} ${withoutVolatile(trouble.path, volatileNames)}`
    case 'race':
      // Before a look, the entry that matters is elsewhere: the one that the link of the other run leads to.
      return trouble.order.by === 'holding' && trouble.order.before.among === 'changes'
        ? `race ${keyAt(indexOf(trouble.order.before, steps))}`
        : null
    case 'live-writes':
      return null
  }
}

/** Returns the index of a step among all steps. */
function indexOf({ among, index }: StepRef, steps: readonly Step[]): number {
  if (among === 'all') return index
  let changes = -1
  return steps.findIndex(step => {
    if (isChange(step)) changes += 1
    return changes === index
  })
}
