import { lstatSync, type Stats } from 'node:fs'
import { posix } from 'node:path'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { joined } from '../../../fixtures/disk/flat-tree.ts'
import { namesIn, textOf } from '../../../fixtures/disk/names.ts'
import type { Machine, MachineEntry } from '../../gate/machines/machine-schema.ts'
import { entryPath } from '../../reconciler/path.ts'
import type { ValidRequest } from '../../reconciler/request/request.ts'
import { orNull } from '../../subjects/or-null.ts'
import { MachinePlaces } from './machine-places.ts'
import { ScrambledNames } from './scrambled-names.ts'

/** How much of a place is recorded: entries of each type in its root and in each other directory, levels, and entries in all. */
const LIMITS = { inRoot: 6, inDirectory: 2, depth: 4, entries: 60 }

/** A captured machine, and the number of directories that could not be read. */
export interface Captured {
  readonly machine: Machine
  readonly unreadable: number
}

/**
 * Records what stands in homes and targets: types, links, modes and sizes. It reads no content, and records no names but those of
 * the links. Of a directory with many entries of one type, it records a few, and the number of the others.
 *
 * @throws the error of `lstat` for a home or a target that cannot be looked at.
 */
export function capturedMachine(request: Pick<ValidRequest, 'homes' | 'required'>): Captured {
  const reader = new MachineReader(request)
  const { homes, required } = request
  const captured = {
    homes: homes.map(home => reader.entriesAt(home)),
    targets: required.map(({ name, target }) => ({ link: name, entries: reader.entriesAt(target) })),
  }
  const elsewhere: MachineEntry[][] = []
  // What stands there may lead to further places.
  for (let path = reader.nextElsewhere(0); path !== null; path = reader.nextElsewhere(elsewhere.length))
    elsewhere.push(reader.entriesAt(path))
  return { machine: { version: 1, ...captured, elsewhere }, unreadable: reader.unreadable }
}

class MachineReader {
  readonly #places: MachinePlaces
  readonly #names: ScrambledNames
  unreadable = 0

  constructor(request: Pick<ValidRequest, 'homes' | 'required'>) {
    this.#places = new MachinePlaces(request)
    this.#names = new ScrambledNames(request.required.map(({ name }) => name))
  }

  /** Returns the path of a place elsewhere by its index; null where there is none. */
  nextElsewhere(index: number): string | null {
    return this.#places.elsewhere[index] ?? null
  }

  /** Returns the entries of a place, level by level; none where it is absent. */
  entriesAt(root: string): MachineEntry[] {
    const stat = lstatSync(toPath(root), { throwIfNoEntry: false })
    if (stat === undefined) return []
    const entries = [this.#entryAt(root, '', stat)]
    const queue = [{ path: root, at: 0, depth: 0 }]
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { path, at, depth } = next
      const own = entries[at]
      if (own?.type !== 'dir') continue
      const { kept, all } = this.#childrenOf(path, depth === 0)
      const room = depth < LIMITS.depth ? Math.max(0, LIMITS.entries - entries.length) : 0
      const recorded = kept.slice(0, room)
      for (const child of recorded) {
        const childPath = entryPath(path, child.name)
        queue.push({ path: childPath, at: entries.length, depth: depth + 1 })
        entries.push(this.#entryAt(childPath, joined(own.path, this.#names.of(child.name)), child.stat))
      }
      if (all > recorded.length) entries[at] = { ...own, more: all - recorded.length }
    }
    return entries
  }

  /** Returns the entries of a directory that may be recorded, and the number of all. */
  #childrenOf(path: string, isRoot: boolean) {
    const names = orNull(() => namesIn(path))
    if (names === null) this.unreadable += 1
    const most = isRoot ? LIMITS.inRoot : LIMITS.inDirectory
    const counts = new Map<number, number>()
    const kept: { readonly name: string; readonly stat: Stats }[] = []
    let all = 0
    for (const name of names ?? []) {
      const child = entryPath(path, name)
      const stat = lstatSync(toPath(child), { throwIfNoEntry: false })
      if (stat === undefined || this.#places.has(child)) continue
      all += 1
      const type = stat.mode & TYPE
      const count = counts.get(type) ?? 0
      const isOwn = isRoot && this.#names.isOwn(name)
      if (count >= most && !isOwn) continue
      if (!isOwn) counts.set(type, count + 1)
      kept.push({ name, stat })
    }
    return { kept, all }
  }

  #entryAt(path: string, recorded: string, stat: Stats): MachineEntry {
    const mode = stat.mode & PERMISSIONS
    if (stat.isDirectory()) return { path: recorded, type: 'dir', mode }
    if (stat.isFile()) return { path: recorded, type: 'file', mode, size: stat.size }
    if (!stat.isSymbolicLink()) return { path: recorded, type: stat.isSocket() ? 'socket' : 'fifo' }
    const text = textOf(path)
    const to = posix.resolve(posix.dirname(path), text)
    const [root, place] = this.#places.at(to)
    const parts = to.slice(root.length).split('/')
    const at = parts.flatMap(name => (name === '' ? [] : [this.#names.of(name)])).join('/')
    return {
      ...{ path: recorded, type: 'link', to: place, at },
      ...{ isRelative: !text.startsWith('/'), endsWithSlash: text.endsWith('/') },
    }
  }
}

const TYPE = 0o170_000
const PERMISSIONS = 0o7777
