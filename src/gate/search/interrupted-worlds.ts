import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import { isChange } from '../../observation/step.ts'
import { patternOf } from './name-taken-worlds.ts'

/** Collects the worlds that a killed run leaves with something that a whole run does not leave: a lock, a note, a stage. */
export class InterruptedWorlds {
  readonly #known = new Set<string>()
  readonly #found = new Map<string, { first: WorldSpec; last: WorldSpec }>()

  /** Takes what a run left that was killed in a world. */
  take(spec: WorldSpec, disturbed: DisturbedRun, undisturbed: Observation): void {
    if (disturbed.trouble.kind !== 'crash') return
    const left = leftovers(spec, disturbed, undisturbed)
    if (left === '' || this.#known.has(left)) return
    const { states: _, ...rest } = spec
    const past = [{ did: 'killed-run', beforeChange: changesBeforeKill(disturbed) + 1 }] as const
    const world: WorldSpec = { ...rest, kind: 'history', history: [...(spec.history ?? []), ...past] }
    this.#found.set(left, { first: this.#found.get(left)?.first ?? world, last: world })
  }

  /**
   * Returns the worlds found since the last call. Of those with the same leftovers, it returns the first, in which most is
   * still to be done, and the last, in which most is done.
   */
  next(): WorldSpec[] {
    const worlds = [...this.#found.values()].flatMap(({ first, last }) =>
      first === last ? [first] : [first, last],
    )
    for (const left of this.#found.keys()) this.#known.add(left)
    this.#found.clear()
    return worlds
  }
}

/** Returns the number of changes that a run made before it was killed. */
function changesBeforeKill({ events }: DisturbedRun): number {
  const steps = events.flatMap(event => ('step' in event ? [event.step] : []))
  return steps.slice(0, -1).filter(isChange).length
}

/**
 * Returns the entries that a killed run leaves and a whole run does not, by their types and places; names of the subject's
 * own are left out, since they may differ from run to run. Empty where there is none.
 */
function leftovers(
  spec: WorldSpec,
  { run }: DisturbedRun,
  { before, first, expectation }: Observation,
): string {
  const isOwn = (path: string) =>
    !before.entries.has(path) && !first.after.entries.has(path) && !expectation.places.has(path)
  const known = namesIn(before, first.after)
  const patterns = [...run.after.entries].flatMap(([path, { type }]) =>
    isOwn(path)
      ? [
          `${type} ${patternOf(path, spec)
            .split('/')
            .map(name => (known.has(name) ? name : '#'))
            .join('/')}`,
        ]
      : [],
  )
  return patterns.sort().join('\n')
}

function namesIn(...trees: readonly Snapshot[]): ReadonlySet<string> {
  return new Set(trees.flatMap(({ entries }) => [...entries.keys()].flatMap(path => path.split('/'))))
}
