import { lstatSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { textOf } from '../../../fixtures/disk/names.ts'
import { isChange, type Step } from '../../observation/step.ts'
import type { StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { withoutVolatile } from '../volatile-names.ts'

/**
 * What makes a trouble the same in two worlds: where it strikes, and what stands there. Null for one that is never the
 * same.
 *
 * @param standing at the path of each step before it, as `standingAt` tells.
 */
export function troubleKeyOf(
  trouble: Trouble,
  { steps, volatileNames }: Baseline,
  standing: readonly string[],
): string | null {
  const at = (i: number) => {
    const { call, path } = steps[i] ?? { call: '', path: '' }
    return `${call} ${withoutVolatile(path, volatileNames)} ${standing[i]}`
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

/** What stands at a path: its type, and a link's text. */
export function standingAt({ built, before }: ReusableWorld, path: string): string {
  const at = `${built.root}/${path}`
  try {
    const stat = lstatSync(toPath(at), { throwIfNoEntry: false })
    if (stat === undefined) return 'nothing'
    if (stat.isSymbolicLink()) return `a link to ${textOf(at).replaceAll(before.seenAs, '{root}')}`
    return stat.isDirectory() ? 'a directory' : 'a file'
  } catch (error) {
    return errnoOf(error) ?? 'unknown'
  }
}
