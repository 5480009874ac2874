import { nameOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import { childrenOf } from './resolve.ts'

/** Returns the fate of an entry that left its path, by the paths at which it is now: undefined where there are none. */
export function fateByPlaces(places: readonly string[], before: Snapshot): 'moved' | 'merged' | undefined {
  if (places.some(place => !before.entries.has(place))) return 'moved'
  return places.length > 0 ? 'merged' : undefined
}

/** Returns a function that finds the paths at which an entry that left its path is now. */
export function placeFinder(
  before: Snapshot,
  after: Snapshot,
): (path: string, was: SnapshotEntry) => readonly string[] {
  const index = lazy(() => indexed(after))
  const gained = lazy(() => gainedFiles(before, after))
  return (path, was) => {
    const found = new Map(keysOf(path, was).flatMap(key => index().get(key) ?? []))
    const places = [...found].filter(([place, is]) => isSame(was, is, place, after))
    const { content } = was
    if (places.length > 0 || content === undefined) return places.map(([place]) => place)
    return [...gained()].filter(([, bytes]) => holdsLines(bytes, content)).map(([place]) => place)
  }
}

/** Returns whether `bytes` begin with `head`. */
export function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, head.length), head) === 0
}

/** Returns the keys by which an entry can be found: its identity, its name and, unless it is empty, its bytes. */
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

/** Returns whether an entry that was found has what another one held. */
function isSame(was: SnapshotEntry, is: SnapshotEntry, place: string, after: Snapshot): boolean {
  if (was.type !== is.type) return false
  const isItself = was.identity === is.identity
  if (was.type === 'link') return was.text === is.text
  if (was.type === 'dir') return isItself || (was.sealed !== true && childrenOf(after, place).length === 0)
  if (was.type !== 'file') return true
  if (was.content === undefined || is.content === undefined) return isItself && is.size >= was.size
  // Every file begins with the bytes of an empty one, which is found by its name alone.
  return startsWith(is.content, was.content)
}

/** Returns the files that are new or changed, with their bytes. */
function gainedFiles(before: Snapshot, after: Snapshot): Map<string, Uint8Array> {
  const gained = new Map<string, Uint8Array>()
  for (const [path, { content }] of after.entries) {
    if (content === undefined) continue
    const was = before.entries.get(path)?.content
    if (was === undefined || Buffer.compare(was, content) !== 0) gained.set(path, content)
  }
  return gained
}

/** Returns whether `bytes` contain `lines` as whole lines, as after `cat one >> other`. */
function holdsLines(bytes: Uint8Array, lines: Uint8Array): boolean {
  if (lines.length === 0 || lines.length > bytes.length) return false
  const [text, part] = [viewOf(bytes), viewOf(lines)]
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const end = at + part.length
    const endsLine = end === text.length || text[end] === NEWLINE || part.at(-1) === NEWLINE
    if (endsLine && (at === 0 || text[at - 1] === NEWLINE)) return true
  }
  return false
}

/** Returns the same bytes as a buffer, which can be searched, without a copy. */
function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** Returns a function that makes a value at its first call, and returns it at every call. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const NEWLINE = 0x0a

// The length and the first bytes are enough to find candidates; `isSame` compares them whole.
function digestOf(content: Uint8Array): string {
  return `${content.length} ${Buffer.from(content.subarray(0, 16)).toString('latin1')}`
}
