import type { Event } from '../laws/disturbed.ts'
import { type Decision, type Director, isChange, type Step } from '../subjects/director.ts'
import type { Arena } from './arena.ts'

/** The story of a run while it is written. */
export interface Story {
  readonly events: readonly Event[]
  /** A director that writes down each step and what it says of it; of one run of several, `run` says which. */
  readonly director: (direct: Director, run?: number) => Director
  /** Writes down what befell the run. */
  readonly tell: (struck: string) => void
}

export function eventsOf({ lab, site }: Arena): Story {
  const events: Event[] = []
  const note = (step: Step, run: number, decision: Decision) => {
    if (decision === 'die') events.push({ struck: 'it was killed, before it could do this:' })
    const failed = typeof decision === 'string' ? null : decision.errno
    const tree = lab.isNoted === true && isChange(step) ? { tree: site.snapshot() } : {}
    events.push({ step, run, failed, ...tree })
  }
  return {
    events,
    tell: struck => void events.push({ struck }),
    director:
      (direct, run = 0) =>
      step => {
        const decision = direct(step)
        if (!(decision instanceof Promise)) {
          note(step, run, decision)
          return decision
        }
        return decision.then(settled => {
          note(step, run, settled)
          return settled
        })
      },
  }
}

/** What only some troubles have to tell of. */
export const NOTHING_MORE = { stood: null, rerun: null, made: [], control: null, lines: [] } as const
