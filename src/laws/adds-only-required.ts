import type { Comparison } from '../damage/fate.ts'
import type { Asked } from './asked.ts'
import { pathInWords } from './in-words.ts'
import type { Law } from './law.ts'

export const addsOnlyRequired: Law<'adds-only-required'> = {
  id: 'adds-only-required',
  level: 'tidy',
  says: 'every new entry is a required home, target or link, or a parent of one',
  needs: ['once'],
  judge: seen => {
    const strays = straysOf(seen.asked, seen.first.changes)
    const [stray] = strays
    if (stray === undefined) return 'held'
    const text = seen.first.after.entries.get(stray)?.text
    const meant = seen.deployment.links.find(({ target }) => text === `${seen.before.seenAs}/${target}`)
    const what = meant === undefined ? 'nobody asked for it' : `leads to ${pathInWords(meant.target)}`
    const why = meant === undefined ? '' : ', but no link is asked for here, or none to what is no directory'
    return { summary: `${pathInWords(stray)} was made, and ${what}${why}`, paths: strays }
  },
}

/** The paths of what is new and not required. */
export function straysOf({ places }: Asked, { added }: Comparison): readonly string[] {
  return added.filter(path => !places.has(path))
}
