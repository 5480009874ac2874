import { roleOf } from '../../observation/role.ts'
import { isChange, type Step } from '../../observation/step.ts'
import type { StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import { withoutVolatile } from '../volatile-names.ts'

/**
 * Returns a key that is the same for a trouble in two worlds when it strikes the same step with the same entry at the
 * step's path; for a pause before a look, when the look and the next change are at places of the same roles. Null for a
 * trouble that is to be tried in every world.
 */
export function troubleKeyOf(
  trouble: Trouble,
  { seen, steps, volatileNames, entries }: Baseline,
): string | null {
  const keyOf = (step: Step) =>
    `${step.call} ${withoutVolatile(step.path, volatileNames)} ${entries.get(step)}`
  const keyAt = ({ among, index }: StepRef) => {
    const step = (among === 'all' ? steps : steps.filter(isChange))[index]
    return step === undefined ? '' : keyOf(step)
  }
  // A program looks far more often than it changes something, and alike for each home and link.
  const keyOfLook = (index: number) => {
    const next = steps.slice(index).find(isChange)
    const alike = [steps[index], next].map(step => step && `${step.call} ${placeOf(step)}`)
    return `${seen.expectation.world} ${alike.join(', then ')}`
  }
  const placeOf = (step: Step) => {
    const [type] = (entries.get(step) ?? '').split(' to ')
    return `${type} at ${roleOf(step.path, seen.deployment)}`
  }
  switch (trouble.kind) {
    case 'crash':
      return `crash ${keyAt(trouble.before)}`
    case 'signal':
      // To the process or to its group: the handlers that run are mostly the same.
      return `signal ${keyAt(trouble.before)} ${trouble.signal}`
    case 'fault': {
      const { at, errno } = trouble
      if (!('every' in at)) return `fault ${keyAt(at)} ${errno}`
      const keys = steps.filter(({ kind, path }) => kind === at.every && path === at.path).map(keyOf)
      return `fault ${keys.join()} ${errno}`
    }
    case 'intrusion':
      return `intrusion ${keyAt(trouble.before)} ${trouble.makes} ${withoutVolatile(trouble.path, volatileNames)}`
    case 'race':
      if (trouble.order.by !== 'holding' || trouble.order.other !== undefined) return null
      return trouble.order.before.among === 'changes'
        ? `race ${keyAt(trouble.order.before)}`
        : `race ${keyOfLook(trouble.order.before.index)}`
    case 'live-writes':
      return null
  }
}
