import { linkPath } from '../../../fixtures/deployment.ts'
import { nameOf } from '../../../fixtures/disk/flat-tree.ts'
import type { SnapshotEntry } from '../../../fixtures/snapshot.ts'
import { symlinkInWords, typeInWords } from '../../../fixtures/text/entry.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Fate } from '../../damage/fate.ts'
import { resolve } from '../../damage/resolve.ts'
import type { Observation } from '../../observation/observation.ts'

const FATES: Readonly<Record<Fate, string>> = {
  kept: 'was kept',
  appended: 'was appended to',
  recreated: 'was removed and made again',
  altered: 'was altered',
  moved: 'was moved',
  merged: 'was merged into what was there',
  destroyed: 'was destroyed',
  orphaned: 'was replaced',
  trivial: 'was removed',
}

/** A path as it stands in a sentence. */
export function pathInWords(path: string): string {
  return `\`${path === '' ? '.' : printable(path)}\``
}

/** `was moved` */
export function fateInWords(fate: Fate): string {
  return FATES[fate]
}

/** `a directory`, `a symlink to "/x"`. A path of the world is shown from its root. */
export function entryInWords(entry: SnapshotEntry | undefined, seenAs: string): string {
  if (entry === undefined) return 'not there'
  if (entry.text !== undefined) return symlinkInWords(entry.text.replaceAll(seenAs, '{root}'))
  return typeInWords(entry.type)
}

/** `(9 bytes)` */
export function sizeInWords(entry: SnapshotEntry | undefined): string {
  return `(${counted(entry?.size ?? 0, 'byte')})`
}

/** What stood at a path before, for the end of a sentence: which link it stood in the way of, or where it lay. */
export function roleInWords(path: string, seen: Observation): string {
  const { before, deployment } = seen
  for (const home of deployment.homes) {
    for (const { name } of deployment.links) {
      const link = linkPath(home, name)
      const own = resolve(before, link, false)
      if (own.leads !== 'there') continue
      if (path === own.path) return `it was ${entryInWords(own.entry, before.seenAs)} where a link belongs`
      if (path.startsWith(`${own.path}/`))
        return `${pathInWords(link)} was ${entryInWords(own.entry, before.seenAs)}`
    }
  }
  for (const { target } of deployment.links) {
    const found = resolve(before, target)
    if (found.leads !== 'there') continue
    if (path === found.path) return 'it stood where a shared target belongs'
    if (path.startsWith(`${found.path}/`)) return `it lay in the shared target ${pathInWords(target)}`
  }
  for (const home of deployment.homes) {
    if (path === home) return 'it stood where an account home belongs'
    const found = resolve(before, home)
    if (found.leads === 'there' && path.startsWith(`${found.path}/`))
      return `it lay in the account home ${pathInWords(home)}`
  }
  return `nobody asked for anything at ${pathInWords(nameOf(path))}`
}
