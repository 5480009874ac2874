import type { Event } from '../../observation/disturbed-run.ts'
import { isChange, type Step } from '../../observation/step.ts'
import type { Decision, Interceptor } from '../../subjects/interceptor.ts'
import type { ReusableWorld } from '../reusable-world.ts'

/** The story of a run while it is written. */
export interface Story {
  readonly events: readonly Event[]
  /** A director that writes down each step and what it says of it; of one run of several, `run` says which. */
  readonly interceptor: (direct: Interceptor, run?: number) => Interceptor
  /** Writes down what befell the run. */
  readonly tell: (struck: string) => void
}

export function eventsOf({ harness, built }: ReusableWorld): Story {
  const events: Event[] = []
  const note = (step: Step, run: number, decision: Decision) => {
    if (decision === 'kill') events.push({ struck: 'it was killed, before it could do this:' })
    const failed = typeof decision === 'string' ? null : decision.errno
    const tree = harness.records !== undefined && isChange(step) ? { tree: built.snapshot() } : {}
    events.push({ step, run, failed, ...tree })
  }
  return {
    events,
    tell: struck => void events.push({ struck }),
    interceptor:
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
