import { pathInWords } from './in-words.ts'
import type { Law } from './law.ts'
import { isRight } from './right.ts'

export const healsTheRest: Law<'heals-the-rest'> = {
  id: 'heals-the-rest',
  level: 'complete',
  says: 'a conflict leaves every other link right all the same',
  needs: ['once'],
  judge: ({ asked, equality, first: { after, report } }) => {
    if (asked.world !== 'conflict' || report.claim === 'none') return 'beside'
    const rest = asked.links.filter(({ canBeRight }) => canBeRight)
    if (rest.length === 0) return 'beside'
    const wrong = rest.filter(({ home, link }) => !isRight(after, home, link, equality))
    const [first] = wrong
    if (first === undefined) return 'held'
    const conflict = asked.conflicts[0]?.path ?? ''
    return {
      summary: `${pathInWords(first.path)} was left wrong, though only ${pathInWords(conflict)} is a conflict`,
      paths: wrong.map(({ path }) => path),
    }
  },
}
