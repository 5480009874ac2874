import { rmdirSync, unlinkSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Report } from '../../observation/report.ts'
import type { Step } from '../../observation/step.ts'
import type { Answer, Call } from '../../reconciler/call.ts'
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
  const answers: readonly [Answer[], Answer[]] = [[], []]
  const events: { readonly step: Step; readonly run: number; readonly failed: null }[] = []

  const addEnd = (report: Report, other: Report) => {
    // A replay has turns only for steps in the world.
    const turns = events.map(({ run }) => run)
    const trouble = { kind: 'race', runs: 2, order: { by: 'turns', turns } } as const
    ends.push(disturbed(world.ended(report), { trouble, events: [...events], reports: [report, other] }))
  }

  /** Returns the number of orders from the current state. */
  const explore = (): number => {
    const key = JSON.stringify(answers, withoutId)
    const known = ordersFrom.get(key)
    if (known !== undefined) return known
    if (ordersFrom.size >= MOST_STATES) throw new TooManyStates()
    const next = [nextOf(0), nextOf(1)] as const
    let count = 0
    if (next[0].done && next[1].done) {
      addEnd(reportOf(next[0].value), reportOf(next[1].value))
      count = 1
    }
    for (const run of [0, 1] as const) {
      const state = next[run]
      if (state.done !== true) count += exploreAfter(run, state.value)
    }
    ordersFrom.set(key, count)
    return count
  }

  /** Returns the next call of a run after its answers so far, or its outcome. */
  const nextOf = (run: 0 | 1) => {
    const started = subject.start(job.request)
    let next = started.next()
    for (const answer of answers[run]) next = next.done === true ? next : started.next(answer)
    return next
  }

  /** Returns the number of orders in which a run makes the next call, and leaves the world as it was. */
  const exploreAfter = (run: 0 | 1, call: Call): number => {
    const answer = perform(call)
    const step = stepOf(call, job.root)
    answers[run].push(answer)
    if (step !== undefined) events.push({ step, run, failed: null })
    const count = explore()
    if (step !== undefined) events.pop()
    answers[run].pop()
    undo(call, answer)
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

class TooManyStates extends Error {}

function undo(call: Call, answer: Answer): void {
  if ('errno' in answer) return
  if (call.call === 'mkdir') rmdirSync(toPath(call.path))
  if (call.call === 'symlink') unlinkSync(toPath(call.path))
}

// The inode number of a new entry differs each time, and makes no difference to a script.
function withoutId(key: string, value: unknown): unknown {
  return key === 'id' ? undefined : value
}
