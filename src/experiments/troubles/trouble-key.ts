import { roleOf } from '../../observation/role.ts'
import { isChange } from '../../observation/step.ts'
import type { StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import { withoutVolatile } from '../volatile-names.ts'

/**
 * Returns a key that is the same for a trouble in two worlds when it strikes the same change with the same entry at its
 * path, or a look at a place of the same role, after the same kinds of calls at that path: a program looks far more often
 * than it changes something, and alike for each home and link. Null for a trouble that is to be tried in every world.
 */
export function troubleKeyOf(trouble: Trouble, baseline: Baseline): string | null {
  const { seen, steps, volatileNames } = baseline
  const keyOf = (index: number) => keyOfStep(index, baseline)
  const keyAt = ({ among, call, index }: StepRef) => {
    const changes = [...steps.keys()].filter(i => among === 'all' || isChangeAt(i))
    return `${call} ${keyOf(changes[index] ?? -1)}`
  }
  const isChangeAt = (index: number) => steps.slice(index, index + 1).some(isChange)
  switch (trouble.kind) {
    case 'crash':
      return `crash ${keyAt(trouble.before)}`
    case 'signal':
      // To the process or to its group: the handlers that run are mostly the same.
      return `signal ${keyAt(trouble.before)} ${trouble.signal}`
    case 'fault': {
      const { at, errno } = trouble
      if (!('every' in at)) return `fault ${keyAt(at)} ${errno}`
      const keys = steps.flatMap(({ kind, path }, i) =>
        kind === at.every && path === at.path ? [keyOf(i)] : [],
      )
      return `fault ${[...new Set(keys)].join()} ${errno}`
    }
    case 'intrusion': {
      const { before, path, makes } = trouble
      const place =
        before.among === 'all' ? roleOf(path, seen.deployment) : withoutVolatile(path, volatileNames)
      return `intrusion ${keyAt(before)} ${makes} ${place}`
    }
    case 'race':
      if (trouble.order.by !== 'holding' || trouble.order.other !== undefined) return null
      return `race ${keyAt(trouble.order.before)}`
    case 'live-writes':
      return null
  }
}

function keyOfStep(index: number, { seen, steps, volatileNames, entries }: Baseline): string {
  const step = steps[index]
  if (step === undefined) return ''
  if (isChange(step)) return `${step.call} ${withoutVolatile(step.path, volatileNames)} ${entries.get(step)}`
  const [type] = (entries.get(step) ?? '').split(' to ')
  const place = `${step.by} ${step.call} ${type} at ${roleOf(step.path, seen.deployment)}`
  const earlier = steps.slice(0, index).filter(({ path }) => path === step.path)
  return [seen.expectation.world, place, ...new Set(earlier.map(({ by, call }) => `${by} ${call}`))].join(
    ', ',
  )
}
