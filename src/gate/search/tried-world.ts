import { linkPath } from '../../../fixtures/deployment.ts'
import { contentOf } from '../../../fixtures/disk/build.ts'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { effortFor } from '../../experiments/effort.ts'
import { type OwnEntry, ownEntriesIn } from '../../experiments/own-entries.ts'
import type { Expectation } from '../../observation/expectation.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Report } from '../../observation/report.ts'
import { roleOf } from '../../observation/role.ts'
import { type Step, takesAway } from '../../observation/step.ts'
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

/** Returns the parts of an observation that decide what to try next. */
export function partsOf(seen: Observation): Omit<TriedWorld, 'spec' | 'index'> {
  return {
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
  const fit = [...tried, ...bred].filter(isFit)
  const unique = fit.filter(({ spec }) => !holdsCopies(spec))
  const copied = fit.filter(({ spec }) => holdsCopies(spec))
  const first = mostTelling(unique, troubledWorlds - WITH_COPIES)
  const second = mostTelling(copied, troubledWorlds - first.length, first)
  const chosen = [...first, ...second]
  const rest = mostTelling(unique, troubledWorlds - chosen.length, chosen)
  // A trouble that is harmless where there is a copy has yet to be tried where there is none.
  return [...simplestFirst([...first, ...rest]), ...simplestFirst(second)]
}

/** Sorts worlds by their size: a failing case in the simplest needs no shrinking. */
function simplestFirst(worlds: readonly TriedWorld[]): TriedWorld[] {
  return [...worlds].sort((a, b) => a.spec.tree.size - b.spec.tree.size || a.index - b.index)
}

/** The worlds that are left for those with copies, in which the loss of one of them is no loss. */
const WITH_COPIES = 3

/** Returns whether two files have the same bytes. Empty ones have none to lose. */
function holdsCopies({ tree }: WorldSpec): boolean {
  const known = new Set<string>()
  for (const entry of tree.values()) {
    if (entry.type === 'hard-link') return true
    if (entry.type !== 'file' || entry.content.length === 0) continue
    const bytes = Buffer.from(contentOf(entry.content)).toString('latin1')
    if (known.has(bytes)) return true
    known.add(bytes)
  }
  return false
}

/**
 * Returns the worlds in which the subject shows most of what it does: each adds the most features that it does not show
 * in those before, nor in `shown`.
 */
export function mostTelling(
  candidates: readonly TriedWorld[],
  most: number,
  shown: readonly TriedWorld[] = [],
): TriedWorld[] {
  const chosen: TriedWorld[] = []
  const known = new Set(shown.flatMap(featuresOf))
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
      ...(takesOneOfSeveral(spec, changes) ? ['one of several homes'] : []),
    ]),
  ]
}

/** Returns whether the place of one link holds something in more than one home, and some of it is taken away. */
function takesOneOfSeveral({ deployment, tree }: WorldSpec, changes: readonly Step[]): boolean {
  const isBelow = (path: string, link: string) => path !== link && isWithin(path, link)
  const paths = [...tree.keys()]
  const taken = changes.filter(takesAway)
  return deployment.links.some(({ name }) => {
    const places = deployment.homes.map(home => linkPath(home, name))
    const held = places.filter(link => paths.some(path => isBelow(path, link)))
    return held.length > 1 && held.some(link => taken.some(({ path }) => isWithin(path, link)))
  })
}

/** The states of a link that a careful tool leaves alone, and may mistake for others under trouble. */
const SENSITIVE = ['right', 'divergent', 'dangling', 'file', 'directory-with-data', 'empty-directory']
