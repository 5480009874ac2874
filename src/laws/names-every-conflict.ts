import { nameOf } from '../../fixtures/disk/flat-tree.ts'
import { resolve } from '../damage/resolve.ts'
import type { Conflict } from '../observation/expectation.ts'
import type { Observation } from '../observation/observation.ts'
import type { Law } from './law.ts'
import { pathInWords } from './wording/entries.ts'
import { namesWord } from './wording/names-in-output.ts'

export const namesEveryConflict: Law<'names-every-conflict'> = {
  id: 'names-every-conflict',
  level: 'complete',
  says: 'the report names every conflict',
  needs: [],
  brokenBy: 'reports',
  judge: seen => {
    if (seen.expectation.world !== 'conflict') return 'vacuous'
    const { claim } = seen.first.report
    // To report nothing at all is told by another law.
    if (claim === 'killed') return 'vacuous'
    const standing = seen.expectation.conflicts.filter(conflict => !isSettled(conflict, seen))
    const unnamed = standing.filter(conflict => claim === 'success' || !isNamed(conflict, seen))
    const [first] = unnamed
    if (first === undefined) return 'held'
    const said = claim === 'success' ? 'success was reported' : 'the report does not name it'
    const rest = unnamed.length > 1 ? ` (and ${unnamed.length - 1} more)` : ''
    return {
      summary: `${pathInWords(first.path)} is a conflict, and ${said}${rest}`,
      paths: unnamed.map(({ path }) => path),
    }
  },
}

/**
 * Whether a home or target still stands as it was, and is in the way no more: it was a link that led nowhere until
 * the run made what it leads to.
 */
function isSettled({ of, path }: Conflict, { before, first }: Observation): boolean {
  const own = resolve(before, path, false)
  if (of === 'link' || own.leads !== 'there' || first.changes.fates.get(own.path) !== 'kept') return false
  const now = resolve(first.after, path)
  return now.leads === 'there' && now.entry.type === 'dir'
}

function isNamed(
  { of, path, keeps, home, name }: Conflict,
  { before, first: { report } }: Observation,
): boolean {
  if (report.named !== null) return report.named.includes(`${before.seenAs}/${path}`)
  if (of === 'link')
    return namesWord(report.output, nameOf(home ?? '')) && namesWord(report.output, name ?? '')
  return [path, keeps].some(at => namesWord(report.output, nameOf(at)))
}
