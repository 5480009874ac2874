import type { Comparison } from '../damage/fate.ts'
import { orphanOf } from '../damage/orphan.ts'
import { resolve } from '../damage/resolve.ts'
import { changesIn } from '../observation/changes.ts'
import type { Observation } from '../observation/observation.ts'
import { leadsToTarget } from '../observation/right.ts'
import type { Run } from '../observation/run.ts'
import type { Law, Violation } from './law.ts'
import { entryInWords, pathInWords, roleInWords, sizeInWords } from './wording/entries.ts'

export const keepsData: Law<'keeps-data'> = {
  id: 'keeps-data',
  level: 'safe',
  says: 'nothing is destroyed or orphaned',
  needs: ['again'],
  brokenBy: 'calls',
  judgedIn: ['name-taken', 'unrequested'],
  judge: seen => {
    const first = lossIn(seen.first.changes, seen, '') ?? cutOff(seen.first, seen, '')
    if (first !== undefined) return first
    if (seen.second === undefined || isAllKept(seen.second.changes)) return 'held'
    const changes = judgedAlike(
      changesIn(seen.before, seen.second.after, seen.deployment),
      seen.first.changes,
    )
    const run = { ...seen.second, changes }
    const second = lossIn(changes, seen, ' by a second run') ?? cutOff(run, seen, ' by a second run')
    if (second === undefined) return 'held'
    return { ...second, evidence: { before: seen.before, run } }
  },
}

/** What a comparison with the world as it was says is lost; undefined where nothing is. */
export function lossIn({ fates, orphans }: Comparison, seen: Observation, by: string): Violation | undefined {
  const { before } = seen
  const destroyed = [...fates.keys()].filter(
    path => fates.get(path) === 'destroyed' && before.entries.get(path)?.type === 'file',
  )
  const orphaned = [...orphans.keys()]
  const [lost] = destroyed
  if (lost !== undefined) {
    const what = `${pathInWords(lost)} ${sizeInWords(before.entries.get(lost))}`
    return {
      summary: `${what} was destroyed${by}: ${roleInWords(lost, seen)}`,
      paths: [...destroyed, ...orphaned],
    }
  }
  const [orphan] = orphans
  if (orphan === undefined) return undefined
  const [link, file] = orphan
  const what = `${pathInWords(file)} ${sizeInWords(before.entries.get(file))}`
  const was = entryInWords(before.entries.get(link), before.seenAs)
  return {
    summary: `${what} was orphaned${by}: ${pathInWords(link)}, which was ${was}, does not lead to it any more`,
    paths: [link, file],
  }
}

/**
 * A shared file that cannot be read through a link any more that was right, and still is: the target was moved from
 * under it, or emptied. Whoever resumes finds as little as if the link had been retargeted.
 */
export function cutOff(
  { after, changes }: Run,
  { before, expectation }: Observation,
  by: string,
): Violation | undefined {
  for (const { home, link, path } of expectation.links) {
    const own = resolve(before, path, false)
    if (own.leads !== 'there' || !leadsToTarget(before, home, link)) continue
    const file = orphanOf(own.path, own.path, before, after, changes.fates)
    if (file === undefined || !changes.fates.has(file)) continue
    const what = `${pathInWords(file)} ${sizeInWords(before.entries.get(file))}`
    return {
      summary: `${what} was orphaned${by}: it cannot be read through ${pathInWords(path)} any more, which was right`,
      paths: [own.path, file],
    }
  }
  return undefined
}

/** Leaves out what the subject was allowed to do: of that, the first run's comparison says nothing. */
function judgedAlike(changes: Comparison, { fates }: Comparison): Comparison {
  return {
    ...changes,
    fates: new Map([...changes.fates].filter(([path]) => fates.has(path))),
    orphans: new Map([...changes.orphans].filter(([path]) => fates.has(path))),
  }
}

function isAllKept({ fates }: Comparison): boolean {
  return [...fates.values()].every(fate => fate === 'kept')
}
