import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { Disturbed, Order, Point, Trouble } from '../laws/disturbed.ts'
import { type Decision, type Director, isChange } from '../subjects/director.ts'
import type { Report } from '../subjects/report.ts'
import type { Arena } from './arena.ts'
import type { Baseline } from './baseline.ts'
import { eventsOf, type Story } from './events.ts'
import { finder, pointsOf } from './points.ts'

export type Race = Extract<Trouble, { kind: 'race' }>

/** In milliseconds: how long one run is held for others, which may themselves be waiting for it. */
const PATIENCE = 1000
/** How many random orders, of two and of three. */
const RANDOM = { inProcess: 6, command: 1 }
/** In how many worlds a command, whose runs are dear, is let run at random with others. */
const RANDOM_WORLDS = 3

/**
 * One run held before each of its steps (of a command's, before each change) while another runs whole: one forced
 * preemption finds what parallel runs find by luck. Then two and three by turns at random, and for a program as it
 * happens.
 */
export function racesOf({ steps, isThorough, seed, turn }: Baseline): Race[] {
  const held = pointsOf(steps, isThorough).filter((_, i) => isThorough || isChange(steps[i] ?? NOTHING))
  const count = isThorough ? RANDOM.inProcess : turn < RANDOM_WORLDS ? RANDOM.command : 0
  const random = [2, 3].flatMap(runs =>
    turnsOf(steps.length, runs, count, seed).map(order => ({ runs, order })),
  )
  const chance: readonly Order[] =
    isThorough || turn >= RANDOM_WORLDS ? [] : [{ by: 'chance' }, { by: 'chance' }]
  return [
    ...held.map(before => ({ runs: 2, order: { by: 'holding', before } as const })),
    ...random,
    ...chance.map((order, i) => ({ runs: i + 2, order })),
  ].map(race => ({ kind: 'race', ...race }))
}

/** Runs the subject several times at once; null where the order was never kept. */
export async function withOthers(arena: Arena, trouble: Race): Promise<Disturbed | null> {
  const { before } = arena
  const story = eventsOf()
  const reports = await racing(arena, trouble, story)
  const [first] = reports ?? []
  const run = arena.ended(first ?? NONE)
  arena.putBack(run.after)
  if (reports === null) return null
  return {
    ...{ trouble, before, stood: null, events: story.events, run, reports, rerun: null },
    ...{ made: [], control: null, lines: [] },
  }
}

function racing(arena: Arena, { runs, order }: Race, story: Story): Promise<Report[] | null> {
  switch (order.by) {
    case 'holding':
      return holding(arena, runs, order.before, story)
    case 'turns':
      return byTurns(arena, runs, order.turns, story)
    case 'chance':
      return Promise.all(numbers(runs).map(run => arena.lab.subject.run(arena.job(run))))
  }
}

async function holding(
  { lab: { subject }, job }: Arena,
  runs: number,
  before: Point,
  { director, tell }: Story,
): Promise<Report[] | null> {
  const isAtPoint = finder(before)
  let others: Promise<Report[]> | null = null
  const first = await subject.direct(
    job(0),
    director(async (step): Promise<Decision> => {
      if (!isAtPoint(step)) return 'go'
      others = Promise.all(numbers(runs - 1).map(run => subject.run(job(run + 1))))
      // The others may be waiting for this one, as they do at a lock.
      const patience = new AbortController()
      const isOver = await Promise.race([
        others.then(() => true),
        sleep(PATIENCE, false, { signal: patience.signal }).catch(() => false),
      ])
      patience.abort()
      tell(`another run of the same ${isOver ? 'began and ended' : 'began'}`)
      return 'go'
    }),
    before.among,
  )
  return others === null ? null : [first, ...(await others)]
}

async function byTurns(
  { lab: { subject }, job }: Arena,
  runs: number,
  turns: readonly number[],
  { director }: Story,
): Promise<Report[]> {
  const queue = new Turns(runs, turns)
  return await Promise.all(
    numbers(runs).map(async run => {
      const direct: Director = director(async (): Promise<Decision> => {
        await queue.turnOf(run)
        return 'go'
      }, run)
      try {
        return await subject.direct(job(run), direct, subject.kind === 'command' ? 'changes' : 'all')
      } finally {
        queue.leave(run)
      }
    }),
  )
}

/** Lets one run at a time take a step: once every run that is under way waits for its turn, or none has moved long. */
class Turns {
  readonly #waiting = new Map<number, () => void>()
  readonly #under: Set<number>
  readonly #turns: number[]
  #timer: NodeJS.Timeout | undefined

  constructor(runs: number, turns: readonly number[]) {
    this.#under = new Set(numbers(runs))
    this.#turns = [...turns]
  }

  turnOf(run: number): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.set(run, resolve)
      this.#next()
    })
  }

  leave(run: number): void {
    this.#under.delete(run)
    this.#next()
  }

  #next(): void {
    clearTimeout(this.#timer)
    if (this.#waiting.size < this.#under.size) {
      // One that waits for another's lock makes no step.
      this.#timer = setTimeout(() => this.#letGo(), PATIENCE / 4)
      return
    }
    this.#letGo()
  }

  #letGo(): void {
    let run = this.#turns.shift()
    while (run !== undefined && !this.#waiting.has(run)) run = this.#turns.shift()
    run ??= [...this.#waiting.keys()].sort()[0]
    const go = this.#waiting.get(run ?? -1)
    if (run === undefined || go === undefined) return
    this.#waiting.delete(run)
    go()
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
const NONE: Report = { claim: 'none', named: null, output: '', exit: null }
