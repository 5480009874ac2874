import { rmdirSync, unlinkSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Report } from '../../observation/report.ts'
import type { Step } from '../../observation/step.ts'
import type { Answer, Call, Script } from '../../reconciler/call.ts'
import type { Outcome } from '../../reconciler/finding.ts'
import { perform } from '../../reconciler/perform.ts'
import { reportOf, type ScriptSubject, stepOf } from '../../subjects/script.ts'
import { asUser } from '../../subjects/user.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { eventLogFor } from './event-log.ts'

/** Every order in which the calls of two runs can happen. */
export interface Interleavings {
  /** One race for each different end; of all orders with that end, the first one found. */
  readonly ends: readonly DisturbedRun[]
  /** The number of orders; null where there are too many to explore. */
  readonly orders: number | null
}

/** The number of states of two runs after which the search gives up. */
const MOST_STATES = 50_000

/**
 * Explores every interleaving of two runs of a script. Two orders continue alike once both runs have had the same answers
 * in them, so each such state is explored once: a few hundred states represent millions of orders. On the way back the
 * search undoes what each call made, which is possible for all five calls.
 */
export async function interleave(world: ReusableWorld, subject: ScriptSubject): Promise<Interleavings> {
  const job = world.job()
  const { disturbed } = eventLogFor(world)
  const ends: DisturbedRun[] = []
  const ordersFrom = new Map<string, number>()
  const start = historyFrom(() => subject.start(job.request))
  const made: Call[] = []
  const withLastingId = lastingIds()
  const at: [History, History] = [start, start]
  const events: { readonly step: Step; readonly run: number; readonly failed: null }[] = []

  const addEnd = (report: Report, other: Report) => {
    // A replay has turns only for steps in the world.
    const turns = events.map(({ run }) => run)
    const trouble = { kind: 'race', runs: 2, order: { by: 'turns', turns } } as const
    ends.push(
      disturbed(world.endedAlone(report, made), { trouble, events: [...events], reports: [report, other] }),
    )
  }

  /** Returns the number of orders from the current state. */
  const explore = (): number => {
    const [one, other] = at
    const key = `${one.id} ${other.id}`
    const known = ordersFrom.get(key)
    if (known !== undefined) return known
    if (ordersFrom.size >= MOST_STATES) throw new TooManyStates()
    let count = 0
    if (one.next.done && other.next.done) {
      addEnd(reportOf(one.next.value), reportOf(other.next.value))
      count = 1
    }
    for (const run of [0, 1] as const) {
      const { next } = at[run]
      if (next.done !== true) count += exploreAfter(run, next.value)
    }
    ordersFrom.set(key, count)
    return count
  }

  /** Returns the number of orders in which a run makes the next call, and leaves the world as it was. */
  const exploreAfter = (run: 0 | 1, call: Call): number => {
    const answer = perform(call)
    if ('done' in answer) made.push(call)
    const step = stepOf(call, job.root)
    const history = at[run]
    at[run] = history.after(withLastingId(call, answer))
    if (step !== undefined) events.push({ step, run, failed: null })
    const count = explore()
    if (step !== undefined) events.pop()
    at[run] = history
    if ('done' in answer) undo(made.pop())
    return count
  }

  try {
    return { orders: await asUser(job.user, explore), ends }
  } catch (error) {
    if (!(error instanceof TooManyStates)) throw error
    await world.restore(world.built.snapshot())
    return { orders: null, ends }
  }
}

/**
 * Returns a function that gives each entry that the runs make an id for good: on disk it has another one each time it is made.
 * It is called with each call and its answer.
 */
function lastingIds(): (call: Call, answer: Answer) => Answer {
  const makers = new Map<string, string>()
  return (call, answer) => {
    if ('done' in answer) {
      const entry = perform({ call: 'lstat', path: call.path })
      if ('id' in entry) makers.set(entry.id, `${call.call} ${call.path}`)
    }
    return 'id' in answer ? { ...answer, id: makers.get(answer.id) ?? answer.id } : answer
  }
}

class TooManyStates extends Error {}

/** The answers that a run has had so far. Whichever of two runs has had them, there is one object for them. */
interface History {
  readonly id: number
  /** The next call of a run after these answers, or its outcome. */
  readonly next: IteratorResult<Call, Outcome>
  readonly after: (answer: Answer) => History
}

/** Returns the history of a run that has had no answer yet. */
function historyFrom(start: () => Script<Outcome>): History {
  let count = 0
  const historyOf = (answers: readonly Answer[]): History => {
    const started = start()
    let next = started.next()
    for (const answer of answers) next = started.next(answer)
    const longer = new Map<string, History>()
    count += 1
    return {
      id: count,
      next,
      after: answer => {
        const key = JSON.stringify(answer)
        const known = longer.get(key) ?? historyOf([...answers, answer])
        longer.set(key, known)
        return known
      },
    }
  }
  return historyOf([])
}

function undo(call: Call | undefined): void {
  if (call?.call === 'mkdir') rmdirSync(toPath(call.path))
  if (call?.call === 'symlink') unlinkSync(toPath(call.path))
}
