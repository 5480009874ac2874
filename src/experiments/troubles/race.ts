import { setTimeout as sleep } from 'node:timers/promises'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { KILLED, type Report } from '../../observation/report.ts'
import type { StepRef } from '../../observation/trouble.ts'
import type { Decision } from '../../subjects/interceptor.ts'
import { StartError } from '../../subjects/process/start-error.ts'
import type { Baseline } from '../baseline.ts'
import { effortFor } from '../effort.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher } from '../step-refs.ts'
import { type EventLog, eventLogFor } from './event-log.ts'
import type { Race } from './race-plans.ts'
import { Turns } from './turns.ts'

/**
 * The time to wait for the other runs, which may themselves wait for the paused one: a minimum in milliseconds, and a
 * multiple of the duration of an undisturbed run.
 */
const PATIENCE = { least: 100, times: 4 }

/** Runs the subject several times at once; null where the first run never reached the step to pause at. */
export async function withOthers(
  world: ReusableWorld,
  trouble: Race,
  { milliseconds }: Baseline,
): Promise<DisturbedRun | null> {
  const log = eventLogFor(world)
  const patience = Math.max(PATIENCE.least, PATIENCE.times * milliseconds)
  const reports = await race(world, trouble, log, patience)
  const [first] = reports ?? []
  const run = world.ended(first ?? KILLED)
  await world.restore(run.after)
  return reports && log.disturbed(run, { trouble, reports })
}

function race(
  world: ReusableWorld,
  { runs, order }: Race,
  log: EventLog,
  patience: number,
): Promise<Report[] | null> {
  switch (order.by) {
    case 'holding':
      return withPause(world, runs, order.before, log, patience)
    case 'turns':
      return byTurns(world, runs, new Turns(runs, order.turns, patience), log)
    case 'chance':
      return Promise.all(
        numbersBelow(runs).map(run => reportOrFailure(world.harness.subject.run(world.job(run)))),
      )
  }
}

async function withPause(
  { report }: ReusableWorld,
  runs: number,
  before: StepRef,
  { recorded, note }: EventLog,
  patience: number,
): Promise<Report[] | null> {
  const matches = stepMatcher(before)
  const intercept = before.among
  let others: Promise<Report[]> | null = null
  const pause = async (): Promise<Decision> => {
    note('run 1 was paused here, and the other run started')
    others = Promise.all(
      numbersBelow(runs - 1).map(i =>
        reportOrFailure(report({ interceptor: recorded(() => 'continue', i + 1), intercept }, i + 1)),
      ),
    )
    // The others may wait for this run, as they do at a lock.
    const timeout = new AbortController()
    const isOver = await Promise.race([
      others.then(() => true),
      sleep(patience, false, { signal: timeout.signal }).catch(() => false),
    ])
    timeout.abort()
    note(
      isOver ? 'the other run ended, and run 1 continued' : 'the other run was waiting, and run 1 continued',
    )
    return 'continue'
  }
  const first = await reportOrFailure(
    report({ interceptor: recorded(step => (matches(step) ? pause() : 'continue')), intercept }),
  )
  return others === null ? null : [first, ...(await others)]
}

async function byTurns(
  { report, harness: { subject } }: ReusableWorld,
  runs: number,
  turns: Turns,
  { recorded }: EventLog,
): Promise<Report[]> {
  const intercept = effortFor(subject).isThorough ? 'all' : 'changes'
  return await Promise.all(
    numbersBelow(runs).map(async run => {
      const interceptor = recorded(async (): Promise<Decision> => {
        await turns.turnOf(run)
        return 'continue'
      }, run)
      try {
        return await reportOrFailure(report({ interceptor, intercept }, run))
      } finally {
        turns.leave(run)
      }
    }),
  )
}

/** Returns a failure for a run that cannot start, because another run has removed the world. */
async function reportOrFailure(run: Promise<Report>): Promise<Report> {
  try {
    return await run
  } catch (error) {
    if (error instanceof StartError) return { ...KILLED, claim: 'failure', output: error.message }
    throw error
  }
}

function numbersBelow(count: number): number[] {
  return [...Array(count).keys()]
}
