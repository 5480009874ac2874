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
import { finder, stepRefsOf } from '../step-refs.ts'
import { eventsOf, NOTHING_MORE, type Story } from './event-log.ts'
import { Turns } from './turns.ts'

export type Race = Extract<Trouble, { kind: 'race' }>

/**
 * How long others are waited for, which may themselves be waiting for a run that is held: in milliseconds at least, and
 * in times of what an undisturbed run takes.
 */
const PATIENCE = { least: 100, times: 4 }
/**
 * One run held before each of its steps (of a command's, before each change, and between two looks at what it changes
 * later) while another runs whole: one forced preemption finds what parallel runs find by luck. Then two and three by
 * turns at random, and for a program as it happens.
 */
export function racesOf(baseline: Baseline): Race[] {
  const { steps, effort, seed, turn } = baseline
  const { isThorough, randomOrders, worldsWithRandomOrders } = effort
  const again = isThorough ? new Set() : secondLooks(steps)
  const held = stepRefsOf(baseline).filter(
    (_, i) => isThorough || isChange(steps[i] ?? NOTHING) || again.has(i),
  )
  const count = turn < worldsWithRandomOrders ? randomOrders : 0
  const random = [2, 3].flatMap(runs =>
    turnsOf(steps.length, runs, count, seed).map(order => ({ runs, order })),
  )
  const chance: readonly Order[] = isThorough || count === 0 ? [] : [{ by: 'chance' }, { by: 'chance' }]
  return [
    ...held.map(before => ({ runs: 2, order: { by: 'holding', before } as const })),
    ...random,
    ...chance.map((order, i) => ({ runs: i + 2, order })),
  ].map(race => ({ kind: 'race', ...race }))
}

/**
 * The steps that look once more at what was come to before and is changed later: what was seen first may be otherwise
 * by then, since the other run makes it too.
 */
function secondLooks(steps: readonly Step[]): ReadonlySet<number> {
  const pathsOf = ({ path, to }: Step) => (to === null ? [path] : [path, to])
  const lastChange = new Map(
    steps.flatMap((step, i) => (isChange(step) ? pathsOf(step).map(path => [path, i] as const) : [])),
  )
  const met = new Set<string>()
  const found = new Set<number>()
  for (const [i, step] of steps.entries()) {
    if (!isChange(step) && met.has(step.path) && i < (lastChange.get(step.path) ?? -1)) found.add(i)
    for (const path of pathsOf(step)) met.add(path)
  }
  return found
}

/** Runs the subject several times at once; null where the order was never kept. */
export async function withOthers(
  reusable: ReusableWorld,
  trouble: Race,
  { milliseconds }: Baseline,
): Promise<DisturbedRun | null> {
  const { before } = reusable
  const story = eventsOf(reusable)
  const patience = Math.max(PATIENCE.least, PATIENCE.times * milliseconds)
  const reports = await racing(reusable, trouble, story, patience)
  const [first] = reports ?? []
  const run = reusable.ended(first ?? KILLED)
  reusable.restore(run.after)
  if (reports === null) return null
  return { ...NOTHING_MORE, ...{ trouble, before, events: story.events, run, reports } }
}

function racing(
  reusable: ReusableWorld,
  { runs, order }: Race,
  story: Story,
  patience: number,
): Promise<Report[] | null> {
  switch (order.by) {
    case 'holding':
      return holding(reusable, runs, order.before, story, patience)
    case 'turns':
      return byTurns(reusable, runs, new Turns(runs, order.turns, patience), story)
    case 'chance':
      return Promise.all(numbers(runs).map(run => started(reusable.harness.subject.run(reusable.job(run)))))
  }
}

async function holding(
  { report }: ReusableWorld,
  runs: number,
  before: StepRef,
  { interceptor, tell }: Story,
  patience: number,
): Promise<Report[] | null> {
  const isAtPoint = finder(before)
  const intercept = before.among
  const whole = (run: number) =>
    started(report({ interceptor: interceptor(() => 'continue', run), intercept }, run))
  let others: Promise<Report[]> | null = null
  const hold = async (): Promise<Decision> => {
    tell('here the first run was held, and another began')
    others = Promise.all(numbers(runs - 1).map(run => whole(run + 1)))
    // The others may be waiting for this one, as they do at a lock.
    const waiting = new AbortController()
    const isOver = await Promise.race([
      others.then(() => true),
      sleep(patience, false, { signal: waiting.signal }).catch(() => false),
    ])
    waiting.abort()
    tell(isOver ? 'the other had ended, and the first went on' : 'the other waited, and the first went on')
    return 'continue'
  }
  const first = await started(
    report({ interceptor: interceptor(step => (isAtPoint(step) ? hold() : 'continue')), intercept }),
  )
  return others === null ? null : [first, ...(await others)]
}

async function byTurns(
  { report, harness: { subject } }: ReusableWorld,
  runs: number,
  turns: Turns,
  { interceptor }: Story,
): Promise<Report[]> {
  return await Promise.all(
    numbers(runs).map(async run => {
      const direct = interceptor(async (): Promise<Decision> => {
        await turns.turnOf(run)
        return 'continue'
      }, run)
      try {
        const intercept = effortFor(subject).isThorough ? 'all' : 'changes'
        return await started(report({ interceptor: direct, intercept }, run))
      } finally {
        turns.leave(run)
      }
    }),
  )
}

/** A run that cannot even be started, since another has removed the world that it was to start in, has failed. */
async function started(run: Promise<Report>): Promise<Report> {
  try {
    return await run
  } catch (error) {
    if (error instanceof StartError) return { ...KILLED, claim: 'failure', output: error.message }
    throw error
  }
}

/** Random orders, the same for the same seed: stretches of a few steps, as schedulers make them. */
function turnsOf(steps: number, runs: number, count: number, seed: number): Order[] {
  const stretch = fc.record({ run: fc.nat({ max: runs - 1 }), steps: fc.integer({ min: 1, max: 4 }) })
  const orders = fc.array(stretch, { minLength: steps, maxLength: steps * runs, size: 'max' })
  return fc.sample(orders, { seed, numRuns: count }).map(stretches => ({
    by: 'turns',
    turns: stretches.flatMap(({ run, steps: length }) => Array<number>(length).fill(run)),
  }))
}

function numbers(count: number): number[] {
  return [...Array(count).keys()]
}

const NOTHING = { call: '', kind: 'look', path: '', to: null, by: '' } as const
