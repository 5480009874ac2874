import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { effortFor } from '../../experiments/effort.ts'
import { type OwnEntry, ownEntriesIn } from '../../experiments/own-entries.ts'
import type { Expectation } from '../../observation/expectation.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Report } from '../../observation/report.ts'
import { roleOf } from '../../observation/role.ts'
import type { Step } from '../../observation/step.ts'
import type { Subject } from '../../subjects/subject.ts'

/** A world that was tried without trouble, and the parts of the observation that decide what to try next. */
export interface TriedWorld {
  readonly spec: WorldSpec
  /** The index of the world. */
  readonly index: number
  readonly world: Expectation['world']
  readonly claim: Report['claim']
  /** The changes of the first run, in order. */
  readonly changes: readonly Step[]
  /** The entries that the subject made at names of its own choice. */
  readonly made: readonly OwnEntry[]
}

/** Returns a tried world, given its observation. */
export function triedWorldOf(spec: WorldSpec, index: number, seen: Observation): TriedWorld {
  return {
    spec,
    index,
    world: seen.expectation.world,
    claim: seen.first.report.claim,
    changes: (seen.moments ?? []).map(({ next }) => next),
    made: ownEntriesIn(seen),
  }
}

/**
 * Returns the worlds to try under every trouble: all for a script, whose runs are fast; for other subjects those in which
 * it makes calls that it does not make in the worlds chosen so far. Trouble strikes at calls, so one of two worlds with
 * the same calls is enough. Random worlds are left out, and those in which it does not end.
 *
 * @param bred worlds in which it may do what it does in none of the others.
 */
export function chosenForTrouble(
  subject: Subject,
  tried: readonly TriedWorld[],
  bred: readonly TriedWorld[] = [],
): readonly TriedWorld[] {
  const { troubledWorlds } = effortFor(subject)
  const isFit = ({ spec, claim }: TriedWorld) =>
    spec.kind !== 'random' && spec.kind !== 'history' && claim !== 'unended'
  if (troubledWorlds === Number.POSITIVE_INFINITY) return tried.filter(isFit)
  // The simplest first: a failing case there needs no shrinking.
  return mostTelling([...tried, ...bred].filter(isFit), troubledWorlds).sort(
    (a, b) => a.spec.tree.size - b.spec.tree.size || a.index - b.index,
  )
}

/**
 * Returns the worlds in which the subject shows most of what it does: each adds the most features that it does not show
 * in those before.
 */
export function mostTelling(candidates: readonly TriedWorld[], most: number): TriedWorld[] {
  const chosen: TriedWorld[] = []
  const known = new Set<string>()
  const left = candidates.map(candidate => ({ candidate, features: featuresOf(candidate) }))
  while (chosen.length < most && left.length > 0) {
    const gains = left.map(({ features }) => features.filter(feature => !known.has(feature)).length)
    const gain = Math.max(...gains)
    if (gain === 0) break
    const [best] = left.splice(gains.indexOf(gain), 1)
    if (best === undefined) break
    for (const feature of best.features) known.add(feature)
    chosen.push(best.candidate)
  }
  return chosen
}

/** Returns what a subject does in a world: each change by the role of its path, with the change that follows. */
export function featuresOf({ spec, world, claim, changes }: TriedWorld): string[] {
  const actions = changes.map(step => `${step.call} ${roleOf(step.path, spec.deployment)}`)
  const pairs = actions.map((one, i) => `${one}, ${actions[i + 1] ?? 'end'}`)
  const state = spec.states
  return [
    ...new Set([
      ...pairs,
      `${world} ${claim}`,
      ...(state !== undefined && SENSITIVE.includes(state.link) ? [`link ${state.link}`] : []),
      ...(spec.tree.size === 0 ? ['an empty world'] : []),
    ]),
  ]
}

/** The states of a link that a careful tool leaves alone, and may mistake for others under trouble. */
const SENSITIVE = ['right', 'divergent', 'dangling', 'file', 'directory-with-data', 'empty-directory']
