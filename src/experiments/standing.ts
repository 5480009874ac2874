import { lstatSync } from 'node:fs'
import { toPath } from '../../fixtures/bytes.ts'
import { errnoOf } from '../../fixtures/errno.ts'
import { textOf } from '../../fixtures/names.ts'
import type { Point, Trouble } from '../laws/disturbed.ts'
import { isChange, type Step } from '../subjects/director.ts'
import type { Arena } from './arena.ts'
import type { Baseline } from './baseline.ts'
import { withoutFresh } from './fresh-names.ts'

/**
 * What makes a trouble the same in two worlds: where it strikes, and what stands there. Null for one that is never the
 * same.
 *
 * @param standing at the path of each step before it, as `standingAt` tells.
 */
export function strikeOf(
  trouble: Trouble,
  { steps, fresh }: Baseline,
  standing: readonly string[],
): string | null {
  const at = (i: number) => {
    const { call, path } = steps[i] ?? { call: '', path: '' }
    return `${call} ${withoutFresh(path, fresh)} ${standing[i]}`
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
      return `intrusion ${at(positionOf(trouble.before, steps))} ${trouble.makes} ${withoutFresh(trouble.path, fresh)}`
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
function positionOf({ among, index }: Point, steps: readonly Step[]): number {
  if (among === 'all') return index
  let changes = -1
  return steps.findIndex(step => {
    if (isChange(step)) changes += 1
    return changes === index
  })
}

/** What stands at a path: its type, and a link's text. */
export function standingAt({ site, before }: Arena, path: string): string {
  const at = `${site.root}/${path}`
  try {
    const stat = lstatSync(toPath(at), { throwIfNoEntry: false })
    if (stat === undefined) return 'nothing'
    if (stat.isSymbolicLink()) return `a link to ${textOf(at).replaceAll(before.seenAs, '{root}')}`
    return stat.isDirectory() ? 'a directory' : 'a file'
  } catch (error) {
    return errnoOf(error) ?? 'unknown'
  }
}
