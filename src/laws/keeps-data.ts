import { isWithin } from '../../fixtures/disk/flat-tree.ts'
import { type Comparison, withoutPaths } from '../damage/fate.ts'
import { orphanOf } from '../damage/orphan.ts'
import { entryAt } from '../damage/resolve.ts'
import { changesIn } from '../observation/changes.ts'
import type { Observation } from '../observation/observation.ts'
import { leadsToTarget } from '../observation/right.ts'
import type { Run } from '../observation/run.ts'
import type { Law, Violation } from './law.ts'
import { describeEntry, describeRole, quoteFile, quotePath } from './wording/entries.ts'

export const keepsData: Law<'keeps-data'> = {
  id: 'keeps-data',
  level: 'safe',
  says: 'nothing is destroyed or orphaned',
  needs: ['again'],
  brokenBy: 'calls',
  judgedIn: ['name-taken', 'unrequested', 'history'],
  judge: seen => {
    const first = lossIn(seen.first.changes, seen, '') ?? lossThroughRightLink(seen.first, seen, '')
    if (first !== undefined) return first
    if (seen.second === undefined || isAllKept(seen.second.changes)) return 'held'
    const { before } = seen
    const both = changesIn(before, seen.second.after, seen.deployment)
    // The first run's comparison does not hold the paths that the subject is allowed to write.
    const changes = withoutPaths(both, path => !seen.first.changes.fates.has(path))
    const run = { ...seen.second, changes }
    const by = ' by the second run'
    const second = lossIn(changes, seen, by) ?? lossThroughRightLink(run, seen, by)
    return second === undefined ? 'held' : { ...second, evidence: { before, run } }
  },
}

/**
 * Returns the loss that a comparison shows; undefined where nothing is lost.
 *
 * @param how the end of "was destroyed" or "was orphaned", such as ` by the second run`.
 */
export function lossIn(
  { fates, orphans }: Comparison,
  seen: Observation,
  how: string,
): Violation | undefined {
  const { before } = seen
  const destroyed = [...fates.keys()].filter(
    path => fates.get(path) === 'destroyed' && before.entries.get(path)?.type === 'file',
  )
  const [lost] = destroyed
  if (lost !== undefined) {
    return {
      summary: `${quoteFile(lost, before.entries.get(lost))} was destroyed${how}: ${describeRole(lost, seen)}`,
      paths: [...destroyed, ...orphans.keys()],
    }
  }
  const [orphan] = orphans
  if (orphan === undefined) return undefined
  const [link, file] = orphan
  const was = describeEntry(before.entries.get(link), before.seenAs)
  return {
    summary: `${quoteFile(file, before.entries.get(file))} was orphaned${how}: ${quotePath(link)}, which was ${was}, no longer leads to it`,
    paths: [link, file],
  }
}

/**
 * Returns the loss of a shared file that can no longer be read through a link that was right and still is: the run moved
 * the target, or emptied it. To an agent that resumes, this is the same as a link that was retargeted. A file that is in
 * the way does not count where a link in the target leads to it: a run may move what is in the way aside.
 */
export function lossThroughRightLink(
  { after, changes }: Run,
  { before, expectation }: Observation,
  how: string,
): Violation | undefined {
  const places = expectation.links.flatMap(({ path }) => entryAt(before, path, false)?.path ?? [])
  for (const { home, link, path } of expectation.links) {
    const own = entryAt(before, path, false)
    const target = entryAt(before, path)
    if (own === undefined || target === undefined || !leadsToTarget(before, home, link)) continue
    const isInTheWay = (file: string) =>
      !isWithin(file, target.path) && places.some(place => isWithin(file, place))
    const file = orphanOf(own.path, own.path, before, after, changes.fates, isInTheWay)
    if (file === undefined || !changes.fates.has(file)) continue
    return {
      summary: `${quoteFile(file, before.entries.get(file))} was orphaned${how}: it can no longer be read through ${quotePath(path)}, which was right`,
      paths: [own.path, file],
    }
  }
  return undefined
}

function isAllKept({ fates }: Comparison): boolean {
  return [...fates.values()].every(fate => fate === 'kept')
}
