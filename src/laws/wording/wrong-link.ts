import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { resolve } from '../../damage/resolve.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import { entryInWords, pathInWords } from './entries.ts'

/** What stands in place of a link that is not right: `` `a/projects` is a file, not a link to `shared` ``. */
export function wrongInWords({ path, link: { target } }: ExpectedLink, after: Snapshot): string {
  const own = resolve(after, path, false)
  if (own.leads !== 'there') return `${pathInWords(path)} is not there, not a link to ${pathInWords(target)}`
  const there = resolve(after, path)
  const leads =
    there.leads === 'there'
      ? entryInWords(there.entry, after.seenAs)
      : there.leads === 'loop'
        ? 'a loop'
        : 'nothing'
  if (own.entry.text === `${after.seenAs}/${target}`) {
    return `${pathInWords(path)} leads to ${pathInWords(target)}, where a directory belongs and ${leads} stands`
  }
  const is = entryInWords(own.entry, after.seenAs)
  const further = leads === 'nothing' ? ', which does not exist' : ''
  return `${pathInWords(path)} is ${is}${further}, not a link to ${pathInWords(target)}`
}
