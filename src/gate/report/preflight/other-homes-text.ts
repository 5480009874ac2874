import { type Deployment, linkPaths } from '../../../../fixtures/deployment.ts'
import { nameOf, parentOf } from '../../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { bashWord } from '../../../../fixtures/text/shell-words.ts'

/**
 * Returns a note on a subject that has made none of the requested links in an empty world, but others: it may manage other
 * homes than it was asked for. Returns none for any other subject.
 *
 * @param after what it left in the empty world.
 */
export function otherHomesText({ entries, seenAs }: Snapshot, deployment: Deployment): string[] {
  if (linkPaths(deployment).some(path => entries.has(path))) return []
  const links = [...entries].flatMap(([path, { text }]) =>
    text?.startsWith(`${seenAs}/`) && parentOf(path) !== ''
      ? [{ home: parentOf(path), name: nameOf(path), target: text.slice(seenAs.length + 1) }]
      : [],
  )
  if (links.length === 0) return []
  const flagTo = (target: string) => (entries.get(target)?.type === 'file' ? '--file-link' : '--link')
  const flags = [
    ...new Set([
      ...links.map(({ home }) => `--home ${bashWord(home)}`),
      ...links.map(({ name, target }) => `${flagTo(target)} ${bashWord(`${name}=${target}`)}`),
    ]),
  ]
  return [
    `in an empty world, it made none of the links that it was asked for, but others. If it manages these, pass ${flags.join(' ')}`,
  ]
}
