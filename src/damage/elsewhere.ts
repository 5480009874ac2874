import { nameOf } from '../../fixtures/flat.ts'
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
  let index: ReadonlyMap<string, readonly string[]> | undefined
  let gained: readonly string[] | undefined
  return (path, was) => {
    index ??= indexed(after)
    const found = [...new Set(keysOf(path, was).flatMap(key => index?.get(key) ?? []))]
    let places = found.filter(place => place !== path && isSame(path, was, place, after))
    if (places.length === 0 && was.content !== undefined) {
      gained ??= gainedFiles(before, after)
      places = gained.filter(place => holdsLines(after.entries.get(place)?.content, was.content))
    }
    return places
  }
}

/** Whether some bytes begin with others. */
export function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return bytes.length >= head.length && Buffer.compare(bytes.subarray(0, head.length), head) === 0
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

/** Whether an entry that was found stands for one that left its path. */
function isSame(path: string, was: SnapshotEntry, place: string, after: Snapshot): boolean {
  const is = after.entries.get(place)
  if (is === undefined || was.type !== is.type) return false
  const isItself = was.identity === is.identity
  if (was.type === 'link') return was.text === is.text
  if (was.type === 'dir') return isItself || (was.sealed !== true && childrenOf(after, place).length === 0)
  if (was.type !== 'file') return true
  if (was.content === undefined || is.content === undefined) return isItself && is.size >= was.size
  if (is.content.length === was.content.length) return Buffer.compare(is.content, was.content) === 0
  // What was appended to still holds what it held; but that another file begins alike says nothing of this one.
  if (isItself) return startsWith(is.content, was.content)
  return nameOf(place) === nameOf(path) && was.content.length > 0 && startsWith(is.content, was.content)
}

/** The files that hold bytes that they did not hold before. */
function gainedFiles(before: Snapshot, after: Snapshot): string[] {
  return [...after.entries].flatMap(([path, { content }]) => {
    const was = before.entries.get(path)?.content
    return content === undefined || (was !== undefined && Buffer.compare(was, content) === 0) ? [] : [path]
  })
}

/** Whether some bytes hold others as whole lines: what `cat one >> other` leaves. */
function holdsLines(bytes: Uint8Array | undefined, lines: Uint8Array | undefined): boolean {
  if (bytes === undefined || lines === undefined || lines.length === 0) return false
  const [text, part] = [Buffer.from(bytes), Buffer.from(lines)]
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const end = at + part.length
    const endsLine = end === text.length || text[end] === NEWLINE || part.at(-1) === NEWLINE
    if (endsLine && (at === 0 || text[at - 1] === NEWLINE)) return true
  }
  return false
}

const NEWLINE = 0x0a

// Enough of a file to find it by; what is found is then compared whole.
function digestOf(content: Uint8Array): string {
  return `${content.length} ${Buffer.from(content.subarray(0, 16)).toString('latin1')}`
}
