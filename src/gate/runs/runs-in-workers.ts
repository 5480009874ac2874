import type { Harness } from '../../experiments/harness.ts'
import { mapInOrder } from '../../experiments/map-in-order.ts'
import { tryTroubles } from '../../experiments/troubles/try-troubles.ts'
import { findLaw } from '../../laws/index.ts'
import type { Tallies } from '../search/tallies.ts'
import type { Calls } from './call-counts.ts'
import { judgedTrials, type Runs } from './runs.ts'
import { type Workers, withWorkers } from './workers.ts'

/**
 * Calls `work` with runs in workers; with null where other processes cannot import the subject or the laws, or need not.
 *
 * @param tallies the counts of all results that were taken so far.
 * @param onCalls called with the calls behind each result that is taken.
 */
export async function inWorkers(
  harness: Harness,
  tallies: Tallies,
  onCalls: (calls: Calls) => void,
  work: (runs: Runs | null) => Promise<void>,
): Promise<void> {
  const { subject, equality, allow, given } = harness
  const { module = '', processes = 1 } = subject.importable ?? {}
  const laws = tallies.all.flatMap(({ law: { id } }) => findLaw(id)?.id ?? [])
  if (processes === 1 || laws.length < tallies.all.length) return await work(null)
  const waived = new Map(tallies.all.map(({ law, waived }) => [law.id, [...waived.keys()]]))
  await withWorkers(processes, { module, equality, allow, given, laws, waived }, workers =>
    work(runsInWorkers(workers, harness, tallies, onCalls)),
  )
}

/**
 * Returns runs in workers, one world at a time in each.
 *
 * How much of a world is tried depends on the violations in the worlds before it, and a worker starts on it when they are not
 * all known. Where they turn out to matter, the world is tried again in this process, so that the results are the same as
 * those of one process.
 */
function runsInWorkers(
  { count, ask }: Workers,
  harness: Harness,
  tallies: Tallies,
  onCalls: (calls: Calls) => void,
): Runs {
  const laws = tallies.all.map(({ law }) => law)
  return {
    undisturbed: async function* (worlds, needs) {
      const answers = mapInOrder(worlds, count, one => ask({ ...one, needs }))
      for await (const { result, calls } of answers) {
        onCalls(calls)
        yield result
      }
    },
    troubled: async function* (specs, troubling) {
      const { kinds, seed, share = null } = troubling
      const answers = mapInOrder(specs, count, async (spec, troubledIndex) => {
        const { runsLeft } = tallies
        const task = { spec, troubling: { kinds, seed, share, troubledIndex }, runsLeft }
        return { spec, troubledIndex, runsLeft, ...(await ask(task)) }
      })
      for await (const { spec, troubledIndex, runsLeft, result, calls } of answers) {
        if (JSON.stringify(runsLeft) === JSON.stringify(tallies.runsLeft)) {
          onCalls(calls)
          yield each(result)
        } else {
          yield judgedTrials(laws, spec, tryTroubles(harness, spec, { ...troubling, troubledIndex }))
        }
      }
    },
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}
