import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { type Resolved, resolve } from '../../damage/resolve.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import { describeEntry, quotePath } from './entries.ts'

/** Returns a sentence on a link that is not right: `` `a/projects` is a file, not a link to `shared` ``. */
export function describeWrongLink({ path, link }: ExpectedLink, after: Snapshot): string {
  const { target, kind = 'directory' } = link
  const own = resolve(after, path, false)
  if (own.leads !== 'there') return `${quotePath(path)} is absent, not a link to ${quotePath(target)}`
  const end = resolve(after, path)
  if (own.entry.text === `${after.seenAs}/${target}`)
    return `${quotePath(path)} leads to ${quotePath(target)}, which is ${describeEnd(end, after)}, not a ${kind}`
  const missing = describeEnd(end, after) === 'absent' ? ', which does not exist' : ''
  return `${quotePath(path)} is ${describeEntry(own.entry, after.seenAs)}${missing}, not a link to ${quotePath(target)}`
}

function describeEnd(end: Resolved, { seenAs }: Snapshot): string {
  if (end.leads === 'there') return describeEntry(end.entry, seenAs)
  // A path that leaves the world is not known to exist, and must not.
  const isLost = end.leads === 'nowhere' || end.leads === 'blocked' || end.leads === 'outside'
  return isLost ? 'absent' : 'a loop of links'
}
