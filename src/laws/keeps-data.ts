import { compare } from '../damage/compare.ts'
import type { Comparison } from '../damage/fate.ts'
import { entryInWords, pathInWords, roleInWords, sizeInWords } from './in-words.ts'
import type { Break, Law } from './law.ts'
import type { Observation } from './observation.ts'

export const keepsData: Law<'keeps-data'> = {
  id: 'keeps-data',
  level: 'safe',
  says: 'nothing is destroyed or orphaned',
  needs: ['once', 'again'],
  judge: seen => {
    const first = lossIn(seen.first.changes, seen, '')
    if (first !== undefined) return first
    if (seen.second === undefined || isAllKept(seen.second.changes)) return 'held'
    const changes = judgedAlike(compare(seen.before, seen.second.after), seen.first.changes)
    const second = lossIn(changes, seen, ' by a second run')
    if (second === undefined) return 'held'
    return { ...second, scene: { before: seen.before, run: { ...seen.second, changes } } }
  },
}

/** What a comparison with the world as it was says is lost; undefined where nothing is. */
export function lossIn({ fates, orphans }: Comparison, seen: Observation, by: string): Break | undefined {
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
  const [link] = orphaned
  const file = orphans.get(link ?? '')
  if (link === undefined || file === undefined) return undefined
  const what = `${pathInWords(file)} ${sizeInWords(before.entries.get(file))}`
  const was = entryInWords(before.entries.get(link), before.seenAs)
  return {
    summary: `${what} was orphaned${by}: ${pathInWords(link)}, which was ${was}, does not lead to it any more`,
    paths: [link, file],
  }
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
