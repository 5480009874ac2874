import { type Deployment, linkPaths, ROOT_HOME } from '../../../../fixtures/deployment.ts'
import { nameOf, parentOf } from '../../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { bashWord } from '../../../../fixtures/text/shell-words.ts'

/**
 * Returns a note on a subject that has made none of the requested links in an empty world, but others: it may manage other
 * homes than it was asked for. Returns none for any other subject.
 *
 * @param after what it left in the empty world.
 * @param given the paths that were there before it. Default: none.
 */
export function otherHomesText(
  { entries, seenAs }: Snapshot,
  deployment: Deployment,
  given: { readonly has: (path: string) => boolean } = new Set(),
): string[] {
  if (linkPaths(deployment).some(path => entries.has(path))) return []
  const links = [...entries].flatMap(([path, { text }]) =>
    text?.startsWith(`${seenAs}/`) && !given.has(path)
      ? [{ home: parentOf(path) || ROOT_HOME, link: `${nameOf(path)}=${text.slice(seenAs.length + 1)}` }]
      : [],
  )
  if (links.length === 0) return []
  const flags = [
    ...new Set([
      ...links.map(({ home }) => `--home ${bashWord(home)}`),
      ...links.map(({ link }) => `--link ${bashWord(link)}`),
    ]),
  ]
  return [
    `in an empty world, it made none of the links that it was asked for, but others. If it manages these, pass ${flags.join(' ')}`,
  ]
}
