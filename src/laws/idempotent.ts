import { resolve } from '../damage/resolve.ts'
import type { Observation } from '../observation/observation.ts'
import { isRight } from '../observation/right.ts'
import type { Run } from '../observation/run.ts'
import type { Law } from './law.ts'
import { fateInWords, pathInWords } from './wording/entries.ts'

export const idempotent: Law<'idempotent'> = {
  id: 'idempotent',
  level: 'safe',
  says: 'a second run changes nothing and reports as the first did',
  needs: ['again'],
  brokenBy: 'calls',
  isBrokenByLogs: true,
  judge: seen => {
    const { first, second } = seen
    if (second === undefined || first.report.claim === 'killed' || second.report.claim === 'killed')
      return 'vacuous'
    if (first.report.claim === 'failure' && isSettledByMaking(seen)) return 'vacuous'
    const evidence = { before: first.after, run: second, since: 'after a first run' }
    if (first.report.claim !== second.report.claim) {
      const summary = `the first run reported ${first.report.claim}, a second one ${second.report.claim}`
      return { summary, paths: [], evidence }
    }
    const [added] = second.changes.added
    if (added !== undefined) {
      return { summary: `a second run made ${pathInWords(added)}`, paths: second.changes.added, evidence }
    }
    const changed = [...second.changes.fates.keys()].filter(path => isChange(path, first, second))
    const [path] = changed
    if (path === undefined) return 'held'
    const fate = second.changes.fates.get(path) ?? 'kept'
    return { summary: `${pathInWords(path)} ${fateInWords(fate)} by a second run`, paths: changed, evidence }
  },
}

/**
 * Whether a link that nobody touched is right only by what the run made, such as one to another home's link, which
 * was still to come. A first run may come to it too early, and a second one then rightly sees it otherwise.
 */
function isSettledByMaking({ expectation, before, equality, first }: Observation): boolean {
  const isUntouched = (path: string) => {
    const own = resolve(before, path, false)
    return own.leads === 'there' && first.changes.fates.get(own.path) === 'kept'
  }
  return expectation.links.some(
    ({ home, link, path, canBeRight }) =>
      !canBeRight &&
      isUntouched(path) &&
      !isRight(before, home, link, equality) &&
      isRight(first.after, home, link, equality),
  )
}

/**
 * What is made again alike, or written again with the same bytes, leaves the state as it was: to have touched it is
 * for `touches-nothing` to say.
 */
function isChange(path: string, first: Run, second: Run): boolean {
  const fate = second.changes.fates.get(path)
  if (fate === 'kept' || fate === 'recreated') return false
  if (fate !== 'altered') return true
  const [was, is] = [first.after.entries.get(path), second.after.entries.get(path)]
  return was?.mode !== is?.mode || was?.uid !== is?.uid || was?.gid !== is?.gid
}
