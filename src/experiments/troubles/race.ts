import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { KILLED, type Report } from '../../observation/report.ts'
import type { Order } from '../../observation/trouble.ts'
import type { Decision, Interceptor } from '../../subjects/interceptor.ts'
import { reportOrFailure } from '../../subjects/process/start-error.ts'
import { effortFor } from '../effort.ts'
import type { InterceptedBy, ReusableWorld } from '../reusable-world.ts'
import { stepMatcher } from '../step-refs.ts'
import { type EventLog, eventLogFor } from './event-log.ts'
import type { Race } from './race-plans.ts'
import { Schedule } from './schedule.ts'

/** Runs the subject several times at once; null where the first run never reached the step to pause at. */
export async function withOthers(world: ReusableWorld, trouble: Race): Promise<DisturbedRun | null> {
  const log = eventLogFor(world)
  const reports = await race(world, trouble, log)
  const [first] = reports ?? []
  const run = world.endedAlone(first ?? KILLED)
  await world.restore(run.after)
  return reports && log.disturbed(run, { trouble, reports })
}

function race(world: ReusableWorld, { runs, order }: Race, log: EventLog): Promise<Report[] | null> {
  switch (order.by) {
    case 'holding':
      return withPause(world, runs, order, log)
    case 'turns':
      return byTurns(world, runs, order.turns, log)
    case 'chance':
      return byChance(world, runs)
  }
}

async function withPause(
  world: ReusableWorld,
  runs: number,
  { before, other }: Extract<Order, { by: 'holding' }>,
  { recorded, note }: EventLog,
): Promise<Report[] | null> {
  const matches = stepMatcher(before)
  const matchesOther = other === undefined ? () => false : stepMatcher(other)
  const intercept = before.among === 'all' || other?.among === 'all' ? 'all' : 'changes'
  const schedule = new Schedule()
  let others: Promise<Report[]> | null = null
  const pauseOther = async (): Promise<Decision> => {
    note('run 2 was paused here, and run 1 continued')
    await schedule.hold(1)
    note('run 2 continued')
    return 'continue'
  }
  const pause = async (): Promise<Decision> => {
    note('run 1 was paused here, and the other run started')
    const numbers = numbersBelow(runs).slice(1)
    for (const run of numbers) schedule.start(run)
    others = Promise.all(
      numbers.map(run =>
        inSchedule(world, schedule, run, {
          interceptor: recorded(step => (matchesOther(step) ? pauseOther() : 'continue'), run),
          intercept,
        }),
      ),
    )
    // The others may wait for this run, as they do at a lock.
    await schedule.hold(0)
    const isOver = !numbers.some(run => schedule.has(run))
    note(
      isOver ? 'the other run ended, and run 1 continued' : 'the other run was waiting, and run 1 continued',
    )
    return 'continue'
  }
  schedule.start(0)
  const interceptor = recorded(step => (matches(step) ? pause() : 'continue'))
  const first = await inSchedule(world, schedule, 0, { interceptor, intercept })
  return others === null ? null : [first, ...(await others)]
}

async function byTurns(
  world: ReusableWorld,
  runs: number,
  turns: readonly number[],
  { recorded }: EventLog,
): Promise<Report[]> {
  const intercept = effortFor(world.harness.subject).isThorough ? 'all' : 'changes'
  const left = [...turns]
  const schedule = new Schedule(held => {
    let next = left.shift()
    while (next !== undefined && !held.includes(next)) next = left.shift()
    return next
  })
  const numbers = numbersBelow(runs)
  for (const run of numbers) schedule.start(run)
  return await Promise.all(
    numbers.map(run => {
      const interceptor = recorded(async (): Promise<Decision> => {
        await schedule.hold(run)
        return 'continue'
      }, run)
      return inSchedule(world, schedule, run, { interceptor, intercept })
    }),
  )
}

async function byChance(world: ReusableWorld, runs: number): Promise<Report[]> {
  const schedule = new Schedule()
  const numbers = numbersBelow(runs)
  for (const run of numbers) schedule.start(run)
  const under: InterceptedBy = { interceptor: () => 'continue', intercept: 'none' }
  return await Promise.all(numbers.map(run => inSchedule(world, schedule, run, under)))
}

/** Runs the subject as one of several runs, and takes it out of their schedule when it ends. */
async function inSchedule(
  { report }: ReusableWorld,
  schedule: Schedule,
  run: number,
  under: InterceptedBy,
): Promise<Report> {
  const interceptor: Interceptor = step => {
    schedule.proceeds(run)
    return under.interceptor(step)
  }
  try {
    // Another run may have removed the world.
    return await reportOrFailure(report({ ...under, interceptor, waits: schedule.waitsOf(run) }, run))
  } finally {
    schedule.leave(run)
  }
}

function numbersBelow(count: number): number[] {
  return [...Array(count).keys()]
}
