import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { KILLED, type Report } from '../../observation/report.ts'
import { isChange, type Step } from '../../observation/step.ts'
import type { Order, StepRef, Trouble } from '../../observation/trouble.ts'
import type { Decision } from '../../subjects/interceptor.ts'
import { StartError } from '../../subjects/process/start-error.ts'
import type { Baseline } from '../baseline.ts'
import { effortFor } from '../effort.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { type EventLog, eventLogFor, NO_EXTRAS } from './event-log.ts'
import { Turns } from './turns.ts'

export type Race = Extract<Trouble, { kind: 'race' }>

/**
 * The time to wait for the other runs, which may themselves wait for the paused one: a minimum in milliseconds, and a
 * multiple of the duration of an undisturbed run.
 */
const PATIENCE = { least: 100, times: 4 }

/**
 * Returns the races to try. In the first, one run pauses before a step while another runs to its end: one forced
 * preemption finds what parallel runs find by luck. A command pauses before each change, and between two looks at an entry
 * that it changes later; other subjects before each step. Then two and three runs take random turns, and those of a
 * command also run without control.
 */
export function racesOf(baseline: Baseline): Race[] {
  const { steps, effort, seed, troubledIndex } = baseline
  const { isThorough, randomOrders, worldsWithRandomOrders } = effort
  const secondLooks = isThorough ? new Set() : secondLooksIn(steps)
  const pauses = stepRefsOf(baseline).filter(
    (_, i) => isThorough || isChange(steps[i] ?? NO_STEP) || secondLooks.has(i),
  )
  const count = troubledIndex < worldsWithRandomOrders ? randomOrders : 0
  const random = [2, 3].flatMap(runs =>
    randomTurns(steps.length, runs, count, seed).map(order => ({ runs, order })),
  )
  const chance: readonly Order[] = isThorough || count === 0 ? [] : [{ by: 'chance' }, { by: 'chance' }]
  return [
    ...pauses.map(before => ({ runs: 2, order: { by: 'holding', before } as const })),
    ...random,
    ...chance.map((order, i) => ({ runs: i + 2, order })),
  ].map(race => ({ kind: 'race', ...race }))
}

/**
 * Returns the indexes of the steps that look at a path again which the run changes later: the other run may have changed
 * it since the first look.
 */
function secondLooksIn(steps: readonly Step[]): ReadonlySet<number> {
  const pathsOf = ({ path, to }: Step) => (to === null ? [path] : [path, to])
  const lastChange = new Map(
    steps.flatMap((step, i) => (isChange(step) ? pathsOf(step).map(path => [path, i] as const) : [])),
  )
  const known = new Set<string>()
  const found = new Set<number>()
  for (const [i, step] of steps.entries()) {
    if (!isChange(step) && known.has(step.path) && i < (lastChange.get(step.path) ?? -1)) found.add(i)
    for (const path of pathsOf(step)) known.add(path)
  }
  return found
}

/** Runs the subject several times at once; null where the first run never reached the step to pause at. */
export async function withOthers(
  world: ReusableWorld,
  trouble: Race,
  { milliseconds }: Baseline,
): Promise<DisturbedRun | null> {
  const { before } = world
  const log = eventLogFor(world)
  const patience = Math.max(PATIENCE.least, PATIENCE.times * milliseconds)
  const reports = await race(world, trouble, log, patience)
  const [first] = reports ?? []
  const run = world.ended(first ?? KILLED)
  world.restore(run.after)
  if (reports === null) return null
  return { ...NO_EXTRAS, ...{ trouble, before, events: log.events, run, reports } }
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

/** Returns random orders, the same for the same seed. A run makes a few steps in a row, as under a real scheduler. */
function randomTurns(steps: number, runs: number, count: number, seed: number): Order[] {
  const stretch = fc.record({ run: fc.nat({ max: runs - 1 }), steps: fc.integer({ min: 1, max: 4 }) })
  const orders = fc.array(stretch, { minLength: steps, maxLength: steps * runs, size: 'max' })
  return fc.sample(orders, { seed, numRuns: count }).map(stretches => ({
    by: 'turns',
    turns: stretches.flatMap(({ run, steps: length }) => Array<number>(length).fill(run)),
  }))
}

function numbersBelow(count: number): number[] {
  return [...Array(count).keys()]
}

const NO_STEP = { call: '', kind: 'look', path: '', to: null, by: '' } as const
