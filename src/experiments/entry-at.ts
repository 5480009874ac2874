import { lstatSync } from 'node:fs'
import { toPath } from '../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { textOf } from '../../fixtures/disk/names.ts'
import type { ReusableWorld } from './reusable-world.ts'

/** Returns the entry at a path of a world as a short text: its type, and the text of a link. */
export function entryAt({ built, before }: ReusableWorld, path: string): string {
  const at = `${built.root}/${path}`
  try {
    const stat = lstatSync(toPath(at), { throwIfNoEntry: false })
    if (stat === undefined) return 'nothing'
    if (stat.isSymbolicLink()) return `a link to ${textOf(at).replaceAll(before.seenAs, '{root}')}`
    return stat.isDirectory() ? 'a directory' : 'a file'
  } catch (error) {
    return errnoOf(error) ?? 'unknown'
  }
}
