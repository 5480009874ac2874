import { joined, parentOf } from '../../fixtures/disk/flat-tree.ts'
import { MAX_LINKS } from '../../fixtures/disk/link-limit.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'

/** Where a path of a snapshot leads in the end. Paths are relative to the root. */
export type Resolved =
  | { readonly leads: 'there'; readonly path: string; readonly entry: SnapshotEntry }
  /** Nothing is there: `missing` is the first part that does not exist, and `whole` the whole path, free of links. */
  | { readonly leads: 'nowhere'; readonly missing: string; readonly whole: string }
  /** The path goes through `by`, which is a file, FIFO, socket or device. */
  | { readonly leads: 'blocked'; readonly by: string }
  /** The path goes through more links than Linux follows. */
  | { readonly leads: 'loop' }
  /** The path leaves the snapshot's root: nothing is known of it. */
  | { readonly leads: 'outside' }

/**
 * Follows a path through the links of a snapshot.
 *
 * @param path relative to the root.
 * @param followLast whether to follow a link at the path itself. Default: true.
 */
export function resolve(tree: Snapshot, path: string, followLast = true): Resolved {
  const parts = split(path)
  let at = ''
  let links = 0
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (part === '.') continue
    if (part === '..') {
      if (at === '') return { leads: 'outside' }
      at = parentOf(at)
      continue
    }
    const next = joined(at, part)
    const entry = tree.entries.get(next)
    if (entry === undefined) {
      const rest = parts.filter(one => one !== '.')
      return { leads: 'nowhere', missing: next, whole: [next, ...rest].join('/') }
    }
    if (entry.type === 'link' && (followLast || parts.length > 0)) {
      links += 1
      if (links > MAX_LINKS) return { leads: 'loop' }
      const text = entry.text ?? ''
      if (text.startsWith('/')) {
        const inside = relativeTo(tree, text)
        if (inside === undefined) return { leads: 'outside' }
        at = ''
        parts.unshift(...split(inside))
      } else {
        parts.unshift(...split(text))
      }
    } else if (entry.type !== 'dir' && parts.length > 0) {
      return { leads: 'blocked', by: next }
    } else {
      at = next
    }
  }
  const entry = tree.entries.get(at)
  return entry === undefined
    ? { leads: 'nowhere', missing: at, whole: at }
    : { leads: 'there', path: at, entry }
}

/** Returns the entry that a path leads to, as `resolve` does; undefined where there is none. */
export function entryAt(
  tree: Snapshot,
  path: string,
  followLast = true,
): Extract<Resolved, { leads: 'there' }> | undefined {
  const resolved = resolve(tree, path, followLast)
  return resolved.leads === 'there' ? resolved : undefined
}

/** Returns an absolute path relative to the snapshot's root; undefined where it lies outside. */
export function relativeTo(tree: Snapshot, absolute: string): string | undefined {
  for (const name of tree.realRoot === undefined ? [tree.seenAs] : [tree.seenAs, tree.realRoot]) {
    if (absolute === name) return ''
    const start = name === '/' ? name : `${name}/`
    if (absolute.startsWith(start)) return absolute.slice(start.length)
  }
  return undefined
}

/** Returns the paths of a directory's entries. */
export function childrenOf(tree: Snapshot, path: string): readonly string[] {
  let index = indexes.get(tree)
  if (index === undefined) {
    index = new Map()
    for (const child of tree.entries.keys()) {
      if (child === '') continue
      const siblings = index.get(parentOf(child))
      if (siblings === undefined) index.set(parentOf(child), [child])
      else siblings.push(child)
    }
    indexes.set(tree, index)
  }
  return index.get(path) ?? []
}

const indexes = new WeakMap<Snapshot, Map<string, string[]>>()

/** Returns the parts of a path. A slash at its end asks for a directory, as `/.` does. */
function split(path: string): string[] {
  const parts = path.split('/').filter(part => part !== '')
  return path.endsWith('/') ? [...parts, '.'] : parts
}
