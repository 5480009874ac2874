import { types } from 'node:util'
import { describeSignal } from '../../laws/wording/trouble.ts'
import type { DisturbedRun, Event } from '../../observation/disturbed-run.ts'
import { isChange, type Step } from '../../observation/step.ts'
import { type Decision, errnoIn, type Interceptor } from '../../subjects/interceptor.ts'
import type { ReusableWorld } from '../reusable-world.ts'

/** The events of a disturbed run, while it is in progress. */
export interface EventLog {
  readonly events: readonly Event[]
  /** Wraps an interceptor so that each step is logged with its decision. In a race, `run` is the run's number. */
  readonly recorded: (interceptor: Interceptor, run?: number) => Interceptor
  /** Logs a note about the trouble. */
  readonly note: (note: string) => void
  /** Returns the observation of the run, which has ended. */
  readonly disturbed: (
    run: DisturbedRun['run'],
    parts: Pick<DisturbedRun, 'trouble'> & Partial<DisturbedRun>,
  ) => DisturbedRun
}

/** Starts an empty log. */
export function eventLogFor({ harness, built, before }: ReusableWorld): EventLog {
  const events: Event[] = []
  const log = (step: Step, run: number, decision: Decision) => {
    if (decision === 'kill') events.push({ note: 'killed before this call:' })
    if (typeof decision !== 'string' && 'signal' in decision)
      events.push({ note: `${describeSignal(decision)} before this call:` })
    const failed = errnoIn(decision)
    const tree = harness.records !== undefined && isChange(step) ? { tree: built.snapshot() } : {}
    events.push({ step, run, failed, ...tree })
    return decision
  }
  return {
    events,
    note: note => void events.push({ note }),
    disturbed: (run, parts) => ({ ...NO_EXTRAS, before, events, run, reports: [run.report], ...parts }),
    recorded:
      (interceptor, run = 0) =>
      step => {
        const decision = interceptor(step)
        return types.isPromise(decision)
          ? decision.then(settled => log(step, run, settled))
          : log(step, run, decision)
      },
  }
}

/** The parts of a disturbed run that only some troubles have. */
const NO_EXTRAS = { intruded: null, rerun: null, rerunOn: null, made: [], control: null, lines: [] } as const
