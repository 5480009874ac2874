import { entryAt } from '../damage/resolve.ts'
import type { Observation } from '../observation/observation.ts'
import { isRight } from '../observation/right.ts'
import type { Run } from '../observation/run.ts'
import type { Law } from './law.ts'
import { describeFate, quotePath } from './wording/entries.ts'

export const idempotent: Law<'idempotent'> = {
  id: 'idempotent',
  level: 'safe',
  says: 'a second run changes nothing and reports the same',
  needs: ['again'],
  brokenBy: 'calls',
  isBrokenByLogs: true,
  judge: seen => {
    const { first, second } = seen
    if (second === undefined) return 'vacuous'
    if (first.report.claim === 'failure' && dependsOnNewEntries(seen)) return 'vacuous'
    const evidence = { before: first.after, run: second, since: 'after the first run' }
    if (first.report.claim !== second.report.claim) {
      const summary = `the first run reported ${first.report.claim}, the second ${second.report.claim}`
      return { summary, paths: [], evidence }
    }
    const { added, fates } = second.changes
    if (added[0] !== undefined)
      return { summary: `the second run created ${quotePath(added[0])}`, paths: added, evidence }
    const changed = [...fates.keys()].filter(path => isChanged(path, first, second))
    const [path] = changed
    if (path === undefined) return 'held'
    const fate = describeFate(fates.get(path) ?? 'kept')
    return { summary: `${quotePath(path)} ${fate} by the second run`, paths: changed, evidence }
  },
}

/**
 * Returns whether a link that the run did not touch became right because of entries that the run made, such as a link
 * to the link of another home. The first run may reach it too early, and then the second one rightly reports otherwise.
 */
function dependsOnNewEntries({ expectation, before, equality, first }: Observation): boolean {
  const isUntouched = (path: string) => {
    const own = entryAt(before, path, false)
    return own !== undefined && first.changes.fates.get(own.path) === 'kept'
  }
  return expectation.links.some(
    link =>
      !link.canBeRight &&
      isUntouched(link.path) &&
      !isRight(before, link, equality) &&
      isRight(first.after, link, equality),
  )
}

/**
 * Returns whether the second run changed the state of an entry. An entry that is recreated with the same content, or a
 * file that is rewritten with the same bytes, has the same state: `touches-nothing` judges that.
 */
function isChanged(path: string, first: Run, second: Run): boolean {
  const fate = second.changes.fates.get(path)
  if (fate === 'kept' || fate === 'recreated') return false
  if (fate !== 'altered') return true
  const [was, is] = [first.after.entries.get(path), second.after.entries.get(path)]
  return was?.mode !== is?.mode || was?.uid !== is?.uid || was?.gid !== is?.gid
}
