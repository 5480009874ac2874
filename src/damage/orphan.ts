import { joined } from '../../fixtures/flat.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { startsWith } from './elsewhere.ts'
import type { Fate } from './fate.ts'
import { readableAt, resolve } from './resolve.ts'

/**
 * A file that could be read through a link that is gone, and that cannot be read at that path any more with its
 * bytes, though they are not destroyed: its path before, or undefined where there is none.
 */
export function orphanOf(
  path: string,
  before: Snapshot,
  after: Snapshot,
  fates: ReadonlyMap<string, Fate>,
): string | undefined {
  const now = readableAt(after, path)
  for (const [below, bytes] of readableAt(before, path)) {
    const is = now.get(below)
    if (is !== undefined && startsWith(is, bytes)) continue
    const stood = resolve(before, joinedBelow(path, below))
    if (stood.leads === 'there' && fates.get(stood.path) !== 'destroyed') return stood.path
  }
  return undefined
}

function joinedBelow(path: string, below: string): string {
  return below === '' ? path : joined(path, below)
}
