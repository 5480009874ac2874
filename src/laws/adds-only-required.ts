import type { Comparison } from '../damage/fate.ts'
import type { Expectation } from '../observation/expectation.ts'
import type { Law } from './law.ts'
import { quotePath } from './wording/entries.ts'

export const addsOnlyRequired: Law<'adds-only-required'> = {
  id: 'adds-only-required',
  level: 'tidy',
  says: 'every new entry is a required home, target or link, or a parent of one',
  needs: [],
  brokenBy: 'calls',
  judge: ({ expectation, first }) => {
    const strays = straysOf(expectation, first.changes)
    const [stray] = strays
    if (stray === undefined) return 'held'
    const link = expectation.links.find(({ path }) => path === stray)?.link
    const why =
      link === undefined
        ? 'the request does not require it'
        : `no link belongs there, since its target ${quotePath(link.target)} is not a ${link.kind ?? 'directory'}`
    return { summary: `${quotePath(stray)} was created, but ${why}`, paths: strays }
  },
}

/** Returns the paths of new entries that are not required. */
export function straysOf({ places }: Expectation, { added }: Comparison): readonly string[] {
  return added.filter(path => !places.has(path))
}
