import { isRight } from '../observation/right.ts'
import type { Law } from './law.ts'
import { pathInWords } from './wording/entries.ts'

export const healsTheRest: Law<'heals-the-rest'> = {
  id: 'heals-the-rest',
  level: 'complete',
  says: 'a conflict leaves every other link right all the same',
  needs: [],
  brokenBy: 'reports',
  judge: ({ expectation, equality, first: { after, report } }) => {
    if (expectation.world !== 'conflict' || report.claim === 'killed') return 'vacuous'
    const rest = expectation.links.filter(({ canBeRight }) => canBeRight)
    if (rest.length === 0) return 'vacuous'
    const wrong = rest.filter(({ home, link }) => !isRight(after, home, link, equality))
    const [first] = wrong
    if (first === undefined) return 'held'
    const [conflict, ...others] = expectation.conflicts.map(({ path }) => path)
    const only =
      others.length === 0
        ? `${pathInWords(conflict ?? '')} is a conflict`
        : `${pathInWords(conflict ?? '')} and ${others.length} more are conflicts`
    return {
      summary: `${pathInWords(first.path)} was left wrong, though only ${only}`,
      paths: wrong.map(({ path }) => path),
    }
  },
}
