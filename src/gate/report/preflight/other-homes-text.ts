import { type Deployment, linkPath, linkPaths } from '../../../../fixtures/deployment.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { bashWord } from '../../../../fixtures/text/shell-words.ts'
import { madeLinks } from '../../propose/made-links.ts'

/**
 * Returns a note on a subject that has made none of the requested links in an empty world, but others: it may manage other
 * homes than it was asked for. Returns none for any other subject.
 *
 * @param after what it left in the empty world.
 * @param given the paths that were there before it. Default: none.
 */
export function otherHomesText(
  after: Snapshot,
  deployment: Deployment,
  given: { readonly has: (path: string) => boolean } = new Set(),
): string[] {
  if (linkPaths(deployment).some(path => after.entries.has(path))) return []
  const links = madeLinks(after).filter(({ home, name }) => !given.has(linkPath(home, name)))
  if (links.length === 0) return []
  const flags = [
    ...new Set([
      ...links.map(({ home }) => `--home ${bashWord(home)}`),
      ...links.map(
        ({ name, target, kind }) =>
          `${kind === 'file' ? '--file-link' : '--link'} ${bashWord(`${name}=${target}`)}`,
      ),
    ]),
  ]
  return [
    `in an empty world, it made none of the links that it was asked for, but others. If it manages these, pass ${flags.join(' ')}`,
  ]
}
