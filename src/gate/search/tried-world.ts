import { linkPath } from '../../../fixtures/deployment.ts'
import { isWithin, nameOf, parentOf } from '../../../fixtures/disk/flat-tree.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { effortFor } from '../../experiments/effort.ts'
import { type Made, namesMade } from '../../experiments/names-made.ts'
import type { Expectation } from '../../observation/expectation.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Report } from '../../observation/report.ts'
import type { Step } from '../../observation/step.ts'
import type { Subject } from '../../subjects/subject.ts'

/** A world that has been tried without trouble, and what was seen there. */
export interface TriedWorld {
  readonly spec: WorldSpec
  /** The index of the world. */
  readonly index: number
  readonly world: Expectation['world']
  readonly claim: Report['claim']
  /** What the subject was about to change, in order. */
  readonly changes: readonly Step[]
  /** What it made at names of its own choice. */
  readonly made: readonly Made[]
}

/** What was seen of a subject in a world, as a candidate. */
export function triedWorldOf(spec: WorldSpec, index: number, seen: Observation): TriedWorld {
  return {
    spec,
    index,
    world: seen.expectation.world,
    claim: seen.first.report.claim,
    changes: (seen.moments ?? []).map(({ next }) => next),
    made: namesMade(seen),
  }
}

/**
 * The worlds to try under every trouble: all, for a script, whose runs are cheap; else those in which the subject does
 * what it has not done in one that is chosen already. Trouble strikes at what a subject does, and so two worlds in which
 * it does the same are one.
 */
export function chosenForTrouble(subject: Subject, candidates: readonly TriedWorld[]): readonly TriedWorld[] {
  const { troubledWorlds } = effortFor(subject)
  if (troubledWorlds === Number.POSITIVE_INFINITY) return candidates
  const chosen: TriedWorld[] = []
  const known = new Set<string>()
  const left = candidates.map(candidate => ({ candidate, features: featuresOf(candidate) }))
  while (chosen.length < troubledWorlds && left.length > 0) {
    const gains = left.map(({ features }) => features.filter(feature => !known.has(feature)).length)
    const most = Math.max(...gains)
    if (most === 0) break
    const [best] = left.splice(gains.indexOf(most), 1)
    if (best === undefined) break
    for (const feature of best.features) known.add(feature)
    chosen.push(best.candidate)
  }
  // The simplest first: what is found there needs no making small.
  return chosen.sort((a, b) => a.spec.tree.size - b.spec.tree.size || a.index - b.index)
}

/** What a subject does in a world: each kind of change with what it is done to, and with what is done next. */
function featuresOf({ spec, world, claim, changes }: TriedWorld): string[] {
  const does = changes.map(step => `${step.call} ${roleOf(step.path, spec)}`)
  const pairs = does.map((one, i) => `${one}, ${does[i + 1] ?? 'end'}`)
  const state = spec.states
  return [
    ...new Set([
      ...pairs,
      `${world} ${claim}`,
      ...(state !== undefined && isUsual(state.link) ? [`link ${state.link}`] : []),
      ...(spec.tree.size === 0 ? ['an empty world'] : []),
    ]),
  ]
}

/** What careful tools only look at, and trouble may make them take for something else. */
function isUsual(link: string): boolean {
  return ['right', 'divergent', 'dangling', 'file', 'directory-with-data', 'empty-directory'].includes(link)
}

/** What a path is to the request. */
function roleOf(path: string, { deployment: { homes, links } }: WorldSpec): string {
  for (const { name, target } of links) {
    if (path === target) return 'target'
    if (isWithin(path, target)) return 'in target'
    for (const home of homes) {
      const link = linkPath(home, name)
      if (path === link) return 'link'
      if (isWithin(path, link)) return 'in link'
      if (parentOf(path) === home && nameOf(path).includes(name)) return 'beside link'
    }
  }
  if (homes.includes(path)) return 'home'
  return homes.some(home => isWithin(path, home)) ? 'in home' : 'elsewhere'
}
