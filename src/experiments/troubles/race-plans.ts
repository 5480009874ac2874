import fc from 'fast-check'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { isChange, type Step, takesAway } from '../../observation/step.ts'
import type { Order, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import { type ReferredStep, stepRefsOf } from '../step-refs.ts'

export type Race = Extract<Trouble, { kind: 'race' }>

/**
 * Returns the races to try. In the first, one run pauses before a step while another runs to its end: one forced
 * preemption finds what parallel runs find by luck. A command pauses before each change, and between two looks at an entry
 * that it changes later; other subjects before each step. Then two and three runs take random turns, and those of a
 * command also run without control. After a kill, runs pause only before removals. In some orders both pause: after a kill,
 * and before a run gives a name to what it has made under one that both use.
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
    ...(isAfterKill ? takeovers(baseline) : publications(baseline)).map(order => ({ runs: 2, order })),
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

/** The most places to pause the runs of a race in which both pause. */
const MOST_PAUSES = { first: 3, second: 4, publications: 2 }

/**
 * Returns orders in which the first run pauses before it removes what a killed run has left, and the second one removes that
 * too, goes on, and pauses before it removes something else: two runs that take over the same stale lock each believe that
 * it is theirs.
 */
function takeovers(baseline: Baseline): Order[] {
  const { steps, leftovers } = baseline
  const refs = stepRefsOf(baseline)
  const removals = refs.filter(({ step }) => takesAway(step))
  const firsts = removals.filter(({ step }) => leftovers.has(step.path)).flatMap(one => [firstLook(one), one])
  const seconds = removals.filter(({ step }) => !leftovers.has(step.path))
  return [...new Set(firsts)]
    .sort((a, b) => indexOf(a) - indexOf(b))
    .slice(0, MOST_PAUSES.first)
    .flatMap(first =>
      seconds
        .filter(second => indexOf(second) > indexOf(first))
        .slice(0, MOST_PAUSES.second)
        .map(second => ({ by: 'holding', before: first.ref, other: second.ref })),
    )

  /** Returns the first look at what is removed by the process that removes it, in one go; the removal where there is none. */
  function firstLook(removal: ReferredStep): ReferredStep {
    const { pid, path } = removal.step
    const earlier = refs.slice(0, indexOf(removal))
    const begin = earlier.findLastIndex(({ step }) => step.pid !== pid || !isWithin(step.path, path)) + 1
    return earlier.slice(begin).find(({ step }) => step.path === path) ?? removal
  }

  function indexOf({ step }: ReferredStep): number {
    return steps.indexOf(step)
  }
}

/**
 * Returns orders in which both runs pause before they give a name to an entry of their own making: where its first name is
 * the same in both, one publishes what the other has made.
 */
function publications(baseline: Baseline): Order[] {
  const { before } = baseline.seen
  return stepRefsOf(baseline)
    .filter(
      ({ step: { to, path }, ref }) =>
        to !== null && !before.entries.has(path) && ref.volatileNames.length === 0,
    )
    .slice(0, MOST_PAUSES.publications)
    .map(({ ref }) => ({ by: 'holding', before: ref, other: ref }))
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
