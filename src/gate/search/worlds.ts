import fc from 'fast-check'
import type { Deployment } from '../../../fixtures/deployment.ts'
import { canExist } from '../../../fixtures/disk/flat-tree.ts'
import { FILE_CHANGE_NAMES } from '../../../fixtures/states/changes.ts'
import { worlds, worldsOf, worldsWithFiles } from '../../../fixtures/states/random-worlds.ts'
import { fixedStates, smallFileStates, smallStates } from '../../../fixtures/states/small-states.ts'
import { hasPermissions, isAfterKill, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { effortFor } from '../../experiments/effort.ts'
import type { Subject } from '../../subjects/subject.ts'
import type { Regression } from '../regressions.ts'
import type { SettledOptions } from '../settled-options.ts'

/** Which worlds to try. Where `numRuns` is null, there are as many further worlds as suit the subject. */
export type WorldChoice = Pick<SettledOptions, 'deployment' | 'numRuns' | 'seed' | 'sample'>

/**
 * Returns the distinct worlds to try: every small state, then random worlds.
 *
 * @param first worlds to try before all others.
 */
export function worldsFor(
  subject: Subject,
  { deployment, numRuns, seed, sample }: WorldChoice,
  first: readonly WorldSpec[] = [],
): WorldSpec[] {
  const { deployments, furtherWorlds } = effortFor(subject)
  const further = numRuns ?? furtherWorlds
  const isFixed = deployments === 'its own'
  const hasFiles = hasFileLink(deployment)
  const anySmall = () => [...smallStates(), ...(hasFiles ? smallFileStates() : [])]
  const small = isFixed ? fixedStates(deployment) : anySmall()
  const anyDrawn = hasFiles ? worldsWithFiles() : worlds()
  const random = fc
    .sample(isFixed ? worldsOf(deployment) : anyDrawn, { seed, numRuns: further - bredAmong(further) })
    .map(spec => ({ ...spec, kind: 'random' as const }))
  // Of two worlds alike, the first stays: it is the simpler one.
  const distinct = new Map<string, WorldSpec>()
  for (const spec of [...first, ...small, ...random].filter(({ tree }) => canExist(tree))) {
    const key = worldKey(spec, subject)
    if (!distinct.has(key)) distinct.set(key, spec)
  }
  const tried = [...distinct.values()].filter(
    spec => subject.permissions !== 'never' || !hasPermissions(spec),
  )
  return sample === null ? tried : tried.filter((_, i) => i % sample.count === sample.index - 1)
}

/**
 * Returns how many worlds to breed. A world with a relation that somebody has thought of finds more than a random
 * one, but not all; so a third of the worlds after the small states stays random. A deployment with a file has more changes.
 */
export function bredWorlds(subject: Subject, { deployment, numRuns, sample }: WorldChoice): number {
  const usual = bredAmong(numRuns ?? effortFor(subject).furtherWorlds)
  const all = usual > 0 && hasFileLink(deployment) ? usual + FILE_CHANGE_NAMES.length : usual
  return Math.ceil(all / (sample?.count ?? 1))
}

function hasFileLink({ links }: Deployment): boolean {
  return links.some(({ kind }) => kind === 'file')
}

function bredAmong(further: number): number {
  return Math.floor((further * 2) / 3)
}

/**
 * Returns the regressions that can be tried with a subject: all if it accepts requests, or those with its own homes; none
 * with a killed run for a subject that cannot be stopped.
 */
export function usableRegressions(
  regressions: readonly Regression[],
  { acceptsRequest, stops }: Subject,
  { deployment }: Pick<WorldChoice, 'deployment'>,
): readonly Regression[] {
  const ownDeployment = JSON.stringify(deployment)
  return regressions.filter(
    ({ spec }) =>
      (acceptsRequest || JSON.stringify(spec.deployment) === ownDeployment) &&
      (stops.by !== 'none' || !isAfterKill(spec)),
  )
}

/** Returns a key that is the same for two worlds that are alike to a subject. */
export function worldKey({ deployment, tree, rootName, history }: WorldSpec, { mount }: Subject): string {
  // Under a mount, the subject does not see the root's name.
  return JSON.stringify([deployment, [...tree].sort(), mount === null ? rootName : '', history])
}
