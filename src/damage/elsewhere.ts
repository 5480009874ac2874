import { nameOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import { childrenOf } from './resolve.ts'

/** Whether an entry that is not at its path any more stands somewhere else. */
export type Elsewhere = 'moved' | 'merged' | undefined

/** What is elsewhere: where nothing stood (moved), or where something did (merged). */
export function elsewhereAt(places: readonly string[], before: Snapshot): Elsewhere {
  if (places.some(place => !before.entries.has(place))) return 'moved'
  return places.length > 0 ? 'merged' : undefined
}

/** Answers, for what left its path, at which paths it stands now. */
export function searchElsewhere(
  before: Snapshot,
  after: Snapshot,
): (path: string, was: SnapshotEntry) => readonly string[] {
  const index = once(() => indexed(after))
  const gained = once(() => gainedFiles(before, after))
  return (path, was) => {
    const found = new Map(keysOf(path, was).flatMap(key => index().get(key) ?? []))
    const places = [...found].filter(([place, is]) => isSame(was, is, place, after))
    const { content } = was
    if (places.length > 0 || content === undefined) return places.map(([place]) => place)
    return [...gained()].filter(([, bytes]) => holdsLines(bytes, content)).map(([place]) => place)
  }
}

/** Whether some bytes begin with others. */
export function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, head.length), head) === 0
}

/**
 * What an entry can be found by: itself, its name, and, where there are any, its bytes. An empty file has none to
 * tell it from another, and so only its name or itself will do.
 */
function keysOf(path: string, entry: SnapshotEntry): string[] {
  const keys = [`identity ${entry.identity}`, `name ${entry.type} ${nameOf(path)}`]
  if (entry.content !== undefined && entry.content.length > 0) keys.push(`bytes ${digestOf(entry.content)}`)
  return keys
}

function indexed(tree: Snapshot): Map<string, [string, SnapshotEntry][]> {
  const index = new Map<string, [string, SnapshotEntry][]>()
  for (const [path, entry] of tree.entries) {
    for (const key of keysOf(path, entry)) {
      const places = index.get(key)
      if (places === undefined) index.set(key, [[path, entry]])
      else places.push([path, entry])
    }
  }
  return index
}

/** Whether an entry that was found stands for one that left its path. */
function isSame(was: SnapshotEntry, is: SnapshotEntry, place: string, after: Snapshot): boolean {
  if (was.type !== is.type) return false
  const isItself = was.identity === is.identity
  if (was.type === 'link') return was.text === is.text
  if (was.type === 'dir') return isItself || (was.sealed !== true && childrenOf(after, place).length === 0)
  if (was.type !== 'file') return true
  if (was.content === undefined || is.content === undefined) return isItself && is.size >= was.size
  // What is longer was found by its name, or is this one itself, appended to; but each file begins as an empty one does.
  const isTold = isItself || was.content.length > 0 || is.content.length === 0
  return isTold && startsWith(is.content, was.content)
}

/** The files that hold bytes that they did not hold before, and all that they hold. */
function gainedFiles(before: Snapshot, after: Snapshot): Map<string, Uint8Array> {
  const gained = new Map<string, Uint8Array>()
  for (const [path, { content }] of after.entries) {
    if (content === undefined) continue
    const was = before.entries.get(path)?.content
    if (was === undefined || Buffer.compare(was, content) !== 0) gained.set(path, content)
  }
  return gained
}

/** Whether some bytes hold others as whole lines: what `cat one >> other` leaves. */
function holdsLines(bytes: Uint8Array, lines: Uint8Array): boolean {
  if (lines.length === 0) return false
  const [text, part] = [Buffer.from(bytes), Buffer.from(lines)]
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const end = at + part.length
    const endsLine = end === text.length || text[end] === NEWLINE || part.at(-1) === NEWLINE
    if (endsLine && (at === 0 || text[at - 1] === NEWLINE)) return true
  }
  return false
}

/** What something makes, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const NEWLINE = 0x0a

// Enough of a file to find it by; what is found is then compared whole.
function digestOf(content: Uint8Array): string {
  return `${content.length} ${Buffer.from(content.subarray(0, 16)).toString('latin1')}`
}
