import { isRight } from '../observation/right.ts'
import type { Law } from './law.ts'
import { quotePath } from './wording/entries.ts'

export const healsTheRest: Law<'heals-the-rest'> = {
  id: 'heals-the-rest',
  level: 'complete',
  says: 'a conflict leaves every other link right',
  needs: [],
  brokenBy: 'reports',
  judge: ({ expectation, equality, first: { after } }) => {
    if (expectation.world !== 'conflict') return 'vacuous'
    const rest = expectation.links.filter(({ canBeRight }) => canBeRight)
    if (rest.length === 0) return 'vacuous'
    const wrong = rest.filter(link => !isRight(after, link, equality))
    const [first] = wrong
    if (first === undefined) return 'held'
    const [conflict, ...others] = expectation.conflicts.map(({ path }) => quotePath(path))
    const conflicts =
      others.length === 0
        ? `the only conflict is ${conflict}`
        : `the only conflicts are ${conflict} and ${others.length} more`
    return {
      summary: `${quotePath(first.path)} was left wrong, although ${conflicts}`,
      paths: wrong.map(({ path }) => path),
    }
  },
}
