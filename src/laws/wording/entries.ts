import { linkPaths } from '../../../fixtures/deployment.ts'
import { nameOf } from '../../../fixtures/disk/flat-tree.ts'
import type { SnapshotEntry } from '../../../fixtures/snapshot.ts'
import { symlinkInWords, typeInWords } from '../../../fixtures/text/entry.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Fate } from '../../damage/fate.ts'
import { entryAt } from '../../damage/resolve.ts'
import type { Observation } from '../../observation/observation.ts'

const FATES: Readonly<Record<Fate, string>> = {
  kept: 'was kept',
  appended: 'was appended to',
  recreated: 'was removed and recreated',
  altered: 'was altered',
  moved: 'was moved',
  merged: 'was merged into an existing entry',
  destroyed: 'was destroyed',
  orphaned: 'was replaced',
  trivial: 'was removed',
}

/** Returns a path, printable and in backquotes. */
export function quotePath(path: string): string {
  return `\`${path === '' ? '.' : printable(path)}\``
}

/** Returns a fate as a predicate: `was moved`. */
export function describeFate(fate: Fate): string {
  return FATES[fate]
}

/** Returns an entry as a noun: `a directory`, `a symlink to "{root}/x"`, `absent`. */
export function describeEntry(entry: SnapshotEntry | undefined, seenAs: string): string {
  if (entry === undefined) return 'absent'
  if (entry.text !== undefined) return symlinkInWords(entry.text.replaceAll(seenAs, '{root}'))
  return typeInWords(entry.type)
}

/** Returns a path with the size of its file: `` `a.jsonl` (9 bytes) ``. */
export function quoteFile(path: string, entry: SnapshotEntry | undefined): string {
  return `${quotePath(path)} (${counted(entry?.size ?? 0, 'byte')})`
}

/** Returns a sentence on what an entry was to the request: in the place of a link, or inside a home, say. */
export function describeRole(path: string, { before, deployment }: Observation): string {
  const { homes, links } = deployment
  for (const link of linkPaths(deployment)) {
    const own = entryAt(before, link, false)
    if (own === undefined) continue
    if (path === own.path) return `it was ${describeEntry(own.entry, before.seenAs)} where a link belongs`
    if (path.startsWith(`${own.path}/`))
      return `${quotePath(link)} was ${describeEntry(own.entry, before.seenAs)}`
  }
  for (const { target } of links) {
    const found = entryAt(before, target)
    if (found === undefined) continue
    if (path === found.path) return 'it was where a shared target belongs'
    if (path.startsWith(`${found.path}/`)) return `it was in the shared target ${quotePath(target)}`
  }
  for (const home of homes) {
    if (path === home) return 'it was where an account home belongs'
    const found = entryAt(before, home)
    if (found !== undefined && path.startsWith(`${found.path}/`))
      return `it was in the account home ${quotePath(home)}`
  }
  return `the request does not mention ${quotePath(nameOf(path))}`
}
