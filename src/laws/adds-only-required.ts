import type { Comparison } from '../damage/fate.ts'
import type { Expectation } from '../observation/expectation.ts'
import type { Law } from './law.ts'
import { pathInWords } from './wording/entries.ts'

export const addsOnlyRequired: Law<'adds-only-required'> = {
  id: 'adds-only-required',
  level: 'tidy',
  says: 'every new entry is a required home, target or link, or a parent of one',
  needs: [],
  brokenBy: 'calls',
  judge: seen => {
    const strays = straysOf(seen.expectation, seen.first.changes)
    const [stray] = strays
    if (stray === undefined) return 'held'
    const link = seen.expectation.links.find(({ path }) => path === stray)?.link
    const what =
      link === undefined
        ? 'nobody asked for it'
        : `no link to ${pathInWords(link.target)} is asked for where that is no directory`
    return { summary: `${pathInWords(stray)} was made, and ${what}`, paths: strays }
  },
}

/** The paths of what is new and not required. */
export function straysOf({ places }: Expectation, { added }: Comparison): readonly string[] {
  return added.filter(path => !places.has(path))
}
