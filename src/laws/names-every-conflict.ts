import { ROOT_HOME } from '../../fixtures/deployment.ts'
import { nameOf } from '../../fixtures/disk/flat-tree.ts'
import { entryAt } from '../damage/resolve.ts'
import type { Conflict } from '../observation/expectation.ts'
import type { Observation } from '../observation/observation.ts'
import { typeOfTarget } from '../observation/right.ts'
import type { Law } from './law.ts'
import { quotePath } from './wording/entries.ts'
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
    // Another law judges a run that reports nothing at all.
    const lasting = seen.expectation.conflicts.filter(conflict => !isSettled(conflict, seen))
    const unnamed = lasting.filter(conflict => claim === 'success' || !isNamed(conflict, seen))
    const [first] = unnamed
    if (first === undefined) return 'held'
    const report = claim === 'success' ? 'success was reported' : 'the report does not name it'
    const rest = unnamed.length > 1 ? ` (and ${unnamed.length - 1} more)` : ''
    return {
      summary: `${quotePath(first.path)} is a conflict, but ${report}${rest}`,
      paths: unnamed.map(({ path }) => path),
    }
  },
}

/**
 * Returns whether a home or target is unchanged and no longer a conflict: it was a dangling link, and the run made what
 * the link leads to; or its file was missing, and the run made one.
 */
function isSettled({ of, path, name }: Conflict, { before, first, deployment }: Observation): boolean {
  if (of === 'link') return false
  const link = of === 'target' ? deployment.links.find(one => one.name === name) : undefined
  const own = entryAt(before, path, false)
  const isUnchanged = own === undefined ? link?.kind === 'file' : first.changes.fates.get(own.path) === 'kept'
  return isUnchanged && entryAt(first.after, path)?.entry.type === (link ? typeOfTarget(link) : 'dir')
}

function isNamed(
  { of, path, blocks, home, name }: Conflict,
  { before, first: { report } }: Observation,
): boolean {
  if (report.named !== null) return report.named.includes(`${before.seenAs}/${path}`)
  if (of === 'link')
    return (
      (home === ROOT_HOME || namesWord(report.output, nameOf(home ?? ''))) &&
      namesWord(report.output, name ?? '')
    )
  return [path, blocks].some(one => namesWord(report.output, nameOf(one)))
}
