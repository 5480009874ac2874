import { isWithin } from '../../fixtures/disk/flat-tree.ts'
import { type Comparison, type Fate, withoutPaths } from '../damage/fate.ts'
import { orphanOf } from '../damage/orphan.ts'
import { entryAt } from '../damage/resolve.ts'
import { changesIn } from '../observation/changes.ts'
import type { Observation } from '../observation/observation.ts'
import { leadsToTarget } from '../observation/right.ts'
import type { Run } from '../observation/run.ts'
import { type Law, LOSS_KINDS, type LossKind, type Violation } from './law.ts'
import { describeEntry, describeRole, quoteFile, quotePath } from './wording/entries.ts'
import { withEvidence, worstOf } from './worst-first.ts'

export const keepsData: Law<'keeps-data'> = {
  id: 'keeps-data',
  level: 'safe',
  says: 'nothing is destroyed or orphaned',
  needs: ['again'],
  losses: LOSS_KINDS,
  brokenBy: 'calls',
  judgedIn: ['name-taken', 'unrequested', 'history'],
  judge: seen => worstOf([lossIn(seen.first, seen, ''), lossBySecondRun(seen)]) ?? 'held',
}

/** Returns the loss that shows after the second run; undefined where nothing is lost. */
function lossBySecondRun(seen: Observation): Violation | undefined {
  const { before, first, second } = seen
  if (second === undefined || isAllKept(second.changes)) return undefined
  const both = changesIn(before, second.after, seen.deployment)
  // The first run's comparison does not hold the paths that the subject is allowed to write.
  const changes = withoutPaths(both, path => !first.changes.fates.has(path))
  const run = { ...second, changes }
  const lost = lossIn(run, seen, ' by the second run')
  return lost && withEvidence(lost, { before, run })
}

/**
 * Returns the worst loss in a run; undefined where nothing is lost.
 *
 * @param how the end of "was destroyed" or "was orphaned", such as ` by the second run`.
 */
export function lossIn(run: Run, seen: Observation, how: string): Violation | undefined {
  const { changes } = run
  return worstOf([
    destructionIn(changes, seen, how),
    orphanIn(changes, seen, how),
    lossThroughRightLinks(run, seen, how),
  ])
}

/** Returns the destruction that a comparison shows; undefined where nothing is destroyed. */
export function destructionIn(
  { fates, orphans }: Comparison,
  seen: Observation,
  how: string,
): Violation | undefined {
  const { before } = seen
  const destroyed = [...fates.keys()].filter(
    path => fates.get(path) === 'destroyed' && before.entries.get(path)?.type === 'file',
  )
  const [lost] = destroyed
  if (lost === undefined) return undefined
  return {
    kind: 'destroyed',
    summary: `${quoteFile(lost, before.entries.get(lost))} was destroyed${how}: ${describeRole(lost, seen)}`,
    paths: [...destroyed, ...orphans.keys()],
  }
}

/** Returns the loss of a file behind a link that was retargeted or removed; undefined where there is none. */
export function orphanIn(
  { orphans }: Comparison,
  { before }: Observation,
  how: string,
): Violation | undefined {
  const [orphan] = orphans
  if (orphan === undefined) return undefined
  const [link, file] = orphan
  const was = describeEntry(before.entries.get(link), before.seenAs)
  return {
    kind: 'orphaned',
    summary: `${quoteFile(file, before.entries.get(file))} was orphaned${how}: ${quotePath(link)}, which was ${was}, no longer leads to it`,
    paths: [link, file],
  }
}

/**
 * Returns the loss of a shared file that can no longer be read through a link that was right: the run moved the target, or
 * emptied it. To an agent that resumes, this is the same as a link that was retargeted. A file that is in the way does not
 * count where a link in the target leads to it: a run may move what is in the way aside.
 */
export function lossThroughRightLinks(
  { after, changes }: Run,
  { before, expectation }: Observation,
  how: string,
): Violation | undefined {
  const places = expectation.links.flatMap(({ path }) => entryAt(before, path, false)?.path ?? [])
  return worstOf(
    expectation.links.map(({ home, link, path }) => {
      const own = entryAt(before, path, false)
      const target = entryAt(before, path)
      if (own === undefined || target === undefined || !leadsToTarget(before, home, link)) return undefined
      const isInTheWay = (file: string) =>
        !isWithin(file, target.path) && places.some(place => isWithin(file, place))
      const file = orphanOf(own.path, own.path, before, after, changes.fates, isInTheWay)
      if (file === undefined || !changes.fates.has(file)) return undefined
      const kind = lossOfUnread(changes.fates.get(file))
      return {
        kind,
        summary: `${quoteFile(file, before.entries.get(file))} was ${kind}${how}: it can no longer be read through ${quotePath(path)}, which was right`,
        paths: [own.path, file],
      }
    }),
  )
}

/** Returns the kind of loss of a file that exists, and can no longer be read through a link, from its own fate. */
export function lossOfUnread(fate: Fate | undefined): LossKind {
  return fate === 'moved' || fate === 'merged' ? 'moved' : 'orphaned'
}

/** Returns whether every earlier entry is the same as before, so that nothing can be lost. */
export function isAllKept({ fates }: Comparison): boolean {
  return [...fates.values()].every(fate => fate === 'kept')
}
