import { rmdirSync, unlinkSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import type { DisturbedRun, Event } from '../../observation/disturbed-run.ts'
import type { Answer, Call, Script } from '../../reconciler/call.ts'
import type { Outcome } from '../../reconciler/finding.ts'
import { perform } from '../../reconciler/perform.ts'
import { reportOf, type ScriptSubject, stepOf } from '../../subjects/script.ts'
import { asUser } from '../../subjects/user.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { NO_EXTRAS } from './event-log.ts'

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
  const { before } = world
  const ends: DisturbedRun[] = []
  const ordersFrom = new Map<string, number>()
  const answers: readonly [Answer[], Answer[]] = [[], []]
  const turns: number[] = []
  const events: Event[] = []

  const addEnd = (outcomes: readonly [Outcome, Outcome]) => {
    const [report, other] = [reportOf(outcomes[0]), reportOf(outcomes[1])]
    ends.push({
      ...NO_EXTRAS,
      trouble: { kind: 'race', runs: 2, order: { by: 'turns', turns: [...turns] } },
      ...{ before, events: [...events], run: world.ended(report), reports: [report, other] },
    })
  }

  /** Returns the number of orders from the current state. */
  const explore = (): number => {
    const key = JSON.stringify(answers, withoutId)
    const known = ordersFrom.get(key)
    if (known !== undefined) return known
    if (ordersFrom.size >= MOST_STATES) throw new TooManyStates()
    const states = [
      stateAfter(subject.start(job.request), answers[0]),
      stateAfter(subject.start(job.request), answers[1]),
    ] as const
    let count = 0
    if (states[0].done && states[1].done) {
      addEnd([states[0].outcome, states[1].outcome])
      count = 1
    }
    for (const run of [0, 1] as const) {
      const state = states[run]
      if (!state.done) count += exploreAfter(run, state.call)
    }
    ordersFrom.set(key, count)
    return count
  }

  /** Returns the number of orders in which a run makes the next call, and leaves the world as it was. */
  const exploreAfter = (run: 0 | 1, call: Call): number => {
    const answer = perform(call)
    const step = stepOf(call, job.root)
    answers[run].push(answer)
    // A replay has turns only for steps in the world.
    if (step !== undefined) {
      turns.push(run)
      events.push({ step, run, failed: null })
    }
    const count = explore()
    if (step !== undefined) {
      turns.pop()
      events.pop()
    }
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

type ScriptState =
  | { readonly done: false; readonly call: Call }
  | { readonly done: true; readonly outcome: Outcome }

/** Returns the state of a script after some answers. */
function stateAfter(script: Script<Outcome>, answers: readonly Answer[]): ScriptState {
  let next = script.next()
  for (const answer of answers) next = next.done === true ? next : script.next(answer)
  return next.done === true ? { done: true, outcome: next.value } : { done: false, call: next.value }
}

function undo(call: Call, answer: Answer): void {
  if ('errno' in answer) return
  if (call.call === 'mkdir') rmdirSync(toPath(call.path))
  if (call.call === 'symlink') unlinkSync(toPath(call.path))
}

// The inode number of a new entry differs each time, and makes no difference to a script.
function withoutId(key: string, value: unknown): unknown {
  return key === 'id' ? undefined : value
}
