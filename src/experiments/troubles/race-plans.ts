import fc from 'fast-check'
import { isChange, type Step, takesAway } from '../../observation/step.ts'
import type { Order, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import { stepRefsOf } from '../step-refs.ts'

export type Race = Extract<Trouble, { kind: 'race' }>

/**
 * Returns the races to try. In the first, one run pauses before a step while another runs to its end: one forced
 * preemption finds what parallel runs find by luck. A command pauses before each change, and between two looks at an entry
 * that it changes later; other subjects before each step. Then two and three runs take random turns, and those of a
 * command also run without control. After a kill, runs pause only before
 * removals; some orders pause both.
 */
export function racesOf(baseline: Baseline): Race[] {
  const { steps, effort, seed, troubledIndex, isAfterKill } = baseline
  const { isThorough, randomOrders, worldsWithRandomOrders } = effort
  const secondLooks = isThorough ? new Set() : secondLooksIn(steps)
  const pauses = stepRefsOf(baseline).filter(({ step }, i) =>
    isAfterKill ? takesAway(step) : isThorough || isChange(step) || secondLooks.has(i),
  )
  const count = !isAfterKill && troubledIndex < worldsWithRandomOrders ? randomOrders : 0
  const random = [2, 3].flatMap(runs =>
    randomTurns(steps.length, runs, count, seed).map(order => ({ runs, order })),
  )
  const chance: readonly Order[] = isThorough || count === 0 ? [] : [{ by: 'chance' }, { by: 'chance' }]
  return [
    ...pauses.map(({ ref }) => ({ runs: 2, order: { by: 'holding', before: ref } as const })),
    ...(isAfterKill ? twoPauses(baseline) : []).map(order => ({ runs: 2, order })),
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

/** The most places to pause each run of a race in which both pause. */
const MOST_PAUSES = { second: 3, first: 6 }

/**
 * Returns orders in which the second run pauses before it removes something, then the first run a little later, and the
 * second one continues: two runs that take over the same stale lock each believe that it is theirs.
 */
function twoPauses({ steps, effort }: Baseline): Order[] {
  const turns = effort.isThorough ? steps : steps.filter(isChange)
  const removals = [...turns.entries()].filter(([, step]) => takesAway(step)).map(([i]) => i)
  return removals.slice(0, MOST_PAUSES.second).flatMap(second =>
    removals
      .filter(first => first > second)
      .slice(0, MOST_PAUSES.first)
      .map((first): Order => {
        const stretches = [times(second, 1), times(first, 0), times(2 * turns.length, 1)]
        return { by: 'turns', turns: stretches.flat() }
      }),
  )
}

function times(count: number, run: number): number[] {
  return Array<number>(count).fill(run)
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
