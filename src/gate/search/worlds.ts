import fc from 'fast-check'
import type { Deployment } from '../../../fixtures/deployment.ts'
import { worlds, worldsOf } from '../../../fixtures/states/random-worlds.ts'
import { fixedStates, smallStates } from '../../../fixtures/states/small-states.ts'
import { hasPermissions, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Subject } from '../../subjects/subject.ts'
import { DEFAULT_NUM_RUNS } from '../options/table.ts'

/** How many random worlds are tried where no number is given. */
export function runsFor({ kind }: Subject): number {
  return kind === 'command' ? DEFAULT_NUM_RUNS.command : DEFAULT_NUM_RUNS.builtIn
}

export interface WorldChoice {
  readonly deployment: Deployment
  /** How many random ones. */
  readonly runs: number
  readonly seed: number
  readonly shard: { readonly index: number; readonly count: number } | null
}

/**
 * The distinct worlds to try a subject in: every small state, then random ones.
 *
 * @param first worlds to try before all others.
 */
export function worldsFor(
  subject: Subject,
  { deployment, runs, seed, shard }: WorldChoice,
  first: readonly WorldSpec[] = [],
): WorldSpec[] {
  // A command is judged by the homes that its owner has, and not by names that nobody gives a home.
  const isCommand = subject.kind === 'command'
  const small = isCommand ? fixedStates(deployment) : smallStates()
  const random = fc
    .sample(isCommand ? worldsOf(deployment) : worlds(), { seed, numRuns: runs })
    .map(spec => ({ ...spec, kind: 'random' as const }))
  // The first of two that are alike stays: it is the simpler one.
  const distinct = new Map<string, WorldSpec>()
  for (const spec of [...first, ...small, ...random]) {
    const key = keyOf(spec, subject)
    if (!distinct.has(key)) distinct.set(key, spec)
  }
  const tried = [...distinct.values()].filter(
    spec => subject.permissions !== 'never' || !hasPermissions(spec),
  )
  return shard === null ? tried : tried.filter((_, i) => i % shard.count === shard.index - 1)
}

/** The same for two worlds that are alike to a subject. */
export function keyOf({ deployment, tree, rootName }: WorldSpec, { mount }: Subject): string {
  // Under a mount the root's own name is not seen.
  return JSON.stringify([deployment, [...tree].sort(), mount === null ? rootName : ''])
}
