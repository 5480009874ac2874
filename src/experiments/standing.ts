import { lstatSync } from 'node:fs'
import { toPath } from '../../fixtures/bytes.ts'
import { errnoOf } from '../../fixtures/errno.ts'
import { textOf } from '../../fixtures/names.ts'
import type { Point, Trouble } from '../laws/disturbed.ts'
import { isChange, type Step } from '../subjects/director.ts'
import type { Arena } from './arena.ts'

/** A step, and what stands at its path before it: two that are alike are disturbed alike. */
export function standingAt(arena: Arena, { call, path }: Step): string {
  return `${call} ${plain(path)} ${what(arena, path)}`
}

/**
 * What makes a trouble the same in two worlds: where it strikes, and what stands there. Null for one that is never the
 * same.
 *
 * @param standing of each step, as `standingAt` tells.
 */
export function strikeOf(
  trouble: Trouble,
  steps: readonly Step[],
  standing: readonly string[],
): string | null {
  switch (trouble.kind) {
    case 'crash':
      return `crash ${standing[positionOf(trouble.before, steps)]}`
    case 'fault': {
      const { at, errno } = trouble
      if (!('every' in at)) return `fault ${standing[positionOf(at, steps)]} ${errno}`
      const all = standing.filter((_, i) => steps[i]?.kind === at.every && steps[i]?.path === at.path)
      return `fault ${all.join()} ${errno}`
    }
    case 'intrusion':
      return `intrusion ${standing[positionOf(trouble.before, steps)]} ${trouble.makes} ${plain(trouble.path)}`
    case 'race':
      return trouble.order.by === 'holding'
        ? `race ${standing[positionOf(trouble.order.before, steps)]}`
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
function what({ site, before }: Arena, path: string): string {
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

/** A path without what is new in each run, such as the number of a process. */
function plain(path: string): string {
  return path.replace(/\d{3,}/g, '#')
}
