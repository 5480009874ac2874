import { rmdirSync, unlinkSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import type { DisturbedRun, Event } from '../../observation/disturbed-run.ts'
import type { Answer, Call, Script } from '../../reconciler/call.ts'
import type { Outcome } from '../../reconciler/finding.ts'
import { perform } from '../../reconciler/perform.ts'
import { reportOf, type ScriptSubject, stepOf } from '../../subjects/script.ts'
import { asUser } from '../../subjects/user.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { NOTHING_MORE } from './event-log.ts'

/** What became of all the orders in which the calls of two runs can happen. */
export interface Interleavings {
  /** One for each way that they can end; of all the orders that end so, the first that was found. */
  readonly ends: readonly DisturbedRun[]
  /** How many orders there are; null where there are too many to walk through. */
  readonly orders: number | null
}

/** How many different moments of two runs are looked at before it is given up. */
const BOUND = 50_000

/**
 * Every interleaving of two runs of a script. Two orders after which both runs have had the same answers go on alike,
 * and so each such moment is gone on from once: a few hundred moments stand for millions of orders. What a call made is
 * taken away again on the way back, which the five calls allow.
 */
export async function interleave(reusable: ReusableWorld, subject: ScriptSubject): Promise<Interleavings> {
  const job = reusable.job()
  const { before } = reusable
  const ends: DisturbedRun[] = []
  const orders = new Map<string, number>()
  const answers: readonly [Answer[], Answer[]] = [[], []]
  const turns: number[] = []
  const events: Event[] = []

  const end = (outcomes: readonly [Outcome, Outcome]): number => {
    const reports = outcomes.map(reportOf)
    const [report] = reports
    if (report === undefined) return 1
    ends.push({
      ...NOTHING_MORE,
      trouble: { kind: 'race', runs: 2, order: { by: 'turns', turns: [...turns] } },
      ...{ before, events: [...events], run: reusable.ended(report), reports },
    })
    return 1
  }

  const goOn = (): number => {
    const key = JSON.stringify(answers, withoutId)
    const known = orders.get(key)
    if (known !== undefined) return known
    if (orders.size >= BOUND) throw new TooMany()
    const next = [
      at(subject.start(job.request), answers[0]),
      at(subject.start(job.request), answers[1]),
    ] as const
    if (next[0].done && next[1].done) {
      const count = end([next[0].outcome, next[1].outcome])
      orders.set(key, count)
      return count
    }
    let count = 0
    for (const run of [0, 1] as const) {
      const here = next[run]
      if (here.done) continue
      const answer = perform(here.call)
      const step = stepOf(here.call, job.root)
      answers[run].push(answer)
      // Only steps in the world take a turn when it is played again.
      if (step !== undefined) {
        turns.push(run)
        events.push({ step, run, failed: null })
      }
      count += goOn()
      if (step !== undefined) {
        turns.pop()
        events.pop()
      }
      answers[run].pop()
      undo(here.call, answer)
    }
    orders.set(key, count)
    return count
  }

  try {
    return { orders: await asUser(job.user, goOn), ends }
  } catch (error) {
    if (!(error instanceof TooMany)) throw error
    reusable.restore(reusable.built.snapshot())
    return { orders: null, ends }
  }
}

class TooMany extends Error {}

type Here = { readonly done: false; readonly call: Call } | { readonly done: true; readonly outcome: Outcome }

/** Where a script stands that has been given some answers. */
function at(script: Script<Outcome>, answers: readonly Answer[]): Here {
  let next = script.next()
  for (const answer of answers) next = next.done === true ? next : script.next(answer)
  return next.done === true ? { done: true, outcome: next.value } : { done: false, call: next.value }
}

function undo(call: Call, answer: Answer): void {
  if ('errno' in answer) return
  if (call.call === 'mkdir') rmdirSync(toPath(call.path))
  if (call.call === 'symlink') unlinkSync(toPath(call.path))
}

// What is made anew has another number each time, and is the same for all that.
function withoutId(key: string, value: unknown): unknown {
  return key === 'id' ? undefined : value
}
