import type { Disturbed, Trouble } from '../laws/disturbed.ts'
import { isChange } from '../subjects/director.ts'
import type { Arena } from './arena.ts'
import type { Baseline } from './baseline.ts'
import { eventsOf, NOTHING_MORE } from './events.ts'
import { finder, pointsOf } from './points.ts'
import { rerun } from './rerun.ts'

export type Crash = Extract<Trouble, { kind: 'crash' }>

/**
 * A kill before every step; for a command before each change, since what only looks leaves the world as it is. Before
 * the first nothing is done yet.
 */
export function crashesOf(baseline: Baseline): Crash[] {
  const { steps, isThorough } = baseline
  return pointsOf(baseline)
    .filter((_, i) => isThorough || (steps[i] !== undefined && isChange(steps[i])))
    .slice(1)
    .map(before => ({ kind: 'crash', before }))
}

/** Kills the subject, looks at what is there, and runs it again; null where it did not come to the point. */
export async function withCrash(arena: Arena, trouble: Crash, baseline: Baseline): Promise<Disturbed | null> {
  const isAtPoint = finder(trouble.before)
  const { events, director } = eventsOf(arena)
  const { before } = arena
  let struck = false
  const run = await arena.run({
    sees: trouble.before.among,
    director: director(step => {
      if (!isAtPoint(step)) return 'go'
      struck = true
      return 'die'
    }),
  })
  const again = struck ? await rerun(arena, baseline, run) : null
  arena.putBack((again ?? run).after)
  if (!struck) return null
  return {
    ...NOTHING_MORE,
    ...{ trouble, before, events, run, reports: [run.report], rerun: again },
  }
}
