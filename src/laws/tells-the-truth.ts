import { resolve } from '../damage/resolve.ts'
import { entryInWords, pathInWords } from './in-words.ts'
import type { Law } from './law.ts'
import type { Observation } from './observation.ts'
import { isRight } from './right.ts'

export const tellsTheTruth: Law<'tells-the-truth'> = {
  id: 'tells-the-truth',
  level: 'safe',
  says: 'success is reported only if every link is right',
  needs: ['once'],
  judge: seen => {
    const { claim } = seen.first.report
    // In a clear world, not to end is not to succeed, and is reported as that.
    if (claim === 'none' && seen.asked.world !== 'clear') {
      return { summary: 'nothing was reported: it did not end in time, and was killed', paths: [] }
    }
    if (claim !== 'success') return 'held'
    const wrong = seen.asked.links.filter(
      ({ home, link }) => !isRight(seen.first.after, home, link, seen.equality),
    )
    const [first] = wrong
    if (first !== undefined) {
      const is = whatStands(first.path, seen)
      const rest = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : ''
      return {
        summary: `success was reported, but ${pathInWords(first.path)} is ${is}, not a link to ${pathInWords(first.link.target)}${rest}`,
        paths: wrong.map(({ path }) => path),
      }
    }
    const [broken] = seen.probe ?? []
    return broken === undefined ? 'held' : { summary: `success was reported, but ${broken}`, paths: [] }
  },
}

function whatStands(path: string, { first: { after } }: Observation): string {
  const own = resolve(after, path, false)
  if (own.leads !== 'there') return 'not there'
  const words = entryInWords(own.entry, after.seenAs)
  return own.entry.type === 'link' && resolve(after, path).leads === 'nowhere'
    ? `${words}, which does not exist`
    : words
}
