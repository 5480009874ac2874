import { nameOf } from '../../fixtures/flat.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'

/** Whether an entry that is not at its path any more stands somewhere else. */
export type Elsewhere = 'moved' | 'merged' | undefined

/** Answers, for what left its path, whether it is elsewhere: where nothing stood (moved), or something (merged). */
export function searchElsewhere(
  before: Snapshot,
  after: Snapshot,
): (path: string, was: SnapshotEntry) => Elsewhere {
  let index: Map<string, string[]> | undefined
  return (path, was) => {
    index ??= indexed(after)
    const places = [...new Set(keysOf(path, was).flatMap(key => index?.get(key) ?? []))].filter(
      place => place !== path && isSameContent(was, after.entries.get(place)),
    )
    if (places.some(place => !before.entries.has(place))) return 'moved'
    return places.length > 0 ? 'merged' : undefined
  }
}

/**
 * What an entry can be found by: itself, its name, and, where there are any, its bytes. An empty file has none to
 * tell it from another, and so only its name or itself will do.
 */
function keysOf(path: string, entry: SnapshotEntry): string[] {
  const keys = [`identity ${entry.identity}`, `name ${entry.type} ${nameOf(path)}`]
  if (entry.content !== undefined && entry.content.length > 0) keys.push(`head ${headOf(entry.content)}`)
  return keys
}

function indexed(tree: Snapshot): Map<string, string[]> {
  const index = new Map<string, string[]>()
  for (const [path, entry] of tree.entries) {
    for (const key of keysOf(path, entry)) {
      const places = index.get(key)
      if (places === undefined) index.set(key, [path])
      else places.push(path)
    }
  }
  return index
}

/** Alike in content; a file that was appended to still holds what it held. */
function isSameContent(was: SnapshotEntry, is: SnapshotEntry | undefined): boolean {
  if (is === undefined || was.type !== is.type) return false
  if (was.type === 'link') return was.text === is.text
  if (was.type !== 'file') return true
  if (was.content === undefined || is.content === undefined) return was.identity === is.identity
  return startsWith(is.content, was.content) && (was.content.length > 0 || is.content.length === 0)
}

/** Whether some bytes begin with others. */
export function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return bytes.length >= head.length && Buffer.compare(bytes.subarray(0, head.length), head) === 0
}

// Enough of a file to find it by; what is found is then compared whole.
function headOf(content: Uint8Array): string {
  return Buffer.from(content.subarray(0, 16)).toString('latin1')
}
