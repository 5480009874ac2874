import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { hasPermissions, type PastEvent, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { DisturbedObservation, Observation } from '../../observation/observation.ts'
import { isChange, kindOf, takesAway } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import { patternOf } from './name-taken-worlds.ts'
import type { TriedWorld } from './tried-world.ts'

/** A world with a killed run in its history, and the index of the world in which that run was killed. */
interface Interrupted {
  readonly spec: WorldSpec
  readonly index: number
}

/** The entries that a killed run leaves, and a whole run does not. */
export interface LeftByKill {
  readonly crash: Crash
  /** The types and places of the entries. */
  readonly entries: string
  /** The number of entries that are only in a place of the subject's own. */
  readonly aside: number
  /** The number of changes that the run made. */
  readonly changesMade: number
}

type Crash = Extract<Trouble, { kind: 'crash' }>

/** A kill in a world. */
interface Kill {
  readonly spec: WorldSpec
  readonly index: number
  readonly crash: Crash
}

/** The worlds of one kind of leftovers, from the first kill that leaves them to the last. */
interface Group {
  readonly removals: number
  readonly first: Interrupted
  readonly last: Interrupted
}

/** Returns what a disturbed run leaves in a world; null where it was not killed, or leaves nothing that counts. */
export function leftByKill(
  spec: WorldSpec,
  { disturbed, undisturbed }: DisturbedObservation,
): LeftByKill | null {
  const { trouble: crash } = disturbed
  // Modes may keep the next run from harm that it does elsewhere.
  if (crash.kind !== 'crash' || hasPermissions(spec)) return null
  const entries = leftovers(spec, disturbed, undisturbed)
  if (entries === '') return null
  const aside = [...disturbed.run.changes.fates.values()].filter(fate => fate === 'moved').length
  return { crash, entries, aside, changesMade: changesBeforeKill(disturbed) }
}

/** Collects the worlds that a killed run leaves with something that a whole run does not leave: a lock, a note, a stage. */
export class InterruptedWorlds {
  readonly #groups = new Map<string, Group>()
  readonly #beforeRemoval = new Map<string, Kill>()
  readonly #withDataAside = new Map<string, Kill & { readonly aside: number }>()

  /** Takes what a killed run left in a world. Of several worlds with the same leftovers, the riskiest stays. */
  take({ spec, index, changes }: TriedWorld, { crash, entries: left, aside, changesMade }: LeftByKill): void {
    const { call, path } = crash.before
    if (kindOf(call) === 'remove' && spec.tree.has(path) && !this.#beforeRemoval.has(left))
      this.#beforeRemoval.set(left, { spec, index, crash })
    if (aside > (this.#withDataAside.get(left)?.aside ?? 0))
      this.#withDataAside.set(left, { spec, index, crash, aside })
    const removals = changes.filter(step => takesAway(step) && spec.tree.has(step.path)).length
    const known = this.#groups.get(left)
    if (known !== undefined && known.removals > removals) return
    const { states: _, ...rest } = spec
    const kill: PastEvent = { did: 'killed-run', beforeChange: changesMade + 1 }
    const history = [...(spec.history ?? []), kill]
    const last: Interrupted = { spec: { ...rest, kind: 'history', history }, index }
    const first = known?.first.index === index ? known.first : last
    this.#groups.set(left, { removals, first, last })
  }

  /**
   * Returns the worlds, those with most leftovers first. Of those with the same leftovers, it returns the first, in which
   * most is still to be done, and the last, in which most is done.
   */
  worlds(most: number): Interrupted[] {
    const groups = [...this.#groups].sort(([a], [b]) => b.split('\n').length - a.split('\n').length)
    return groups.flatMap(([, { first, last }]) => (first === last ? [first] : [first, last])).slice(0, most)
  }

  /**
   * Returns the kills right before a removal of what was there, the first of each kind of leftovers. A note may tell the
   * next run to go on with the removal, whatever has been written there since.
   */
  killsBeforeRemoval(most: number): readonly Kill[] {
    return [...this.#beforeRemoval.values()].slice(0, most)
  }

  /** Returns the kills at which most was only in a place of the subject's own, one for each kind of leftovers. */
  killsWithDataAside(most: number): readonly Kill[] {
    return [...this.#withDataAside.values()].slice(0, most)
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
