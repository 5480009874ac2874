import { fromBytes } from '../../fixtures/disk/bytes.ts'
import { parentsOf } from '../../fixtures/disk/flat-tree.ts'
import type { SnapshotEntry } from '../../fixtures/snapshot.ts'
import { octalMode } from '../../fixtures/text/modes.ts'
import type { Observation } from '../observation/observation.ts'
import type { Law, Violation } from './law.ts'
import { quotePath } from './wording/entries.ts'

export const isPrivate: Law<'private'> = {
  id: 'private',
  level: 'tidy',
  says: 'new directories are 0700 & ~umask, and copies of private files are private',
  needs: [],
  brokenBy: 'calls',
  judge: seen => {
    const { expectation, first, umask } = seen
    const copied = copyInTheOpen(seen)
    if (copied !== undefined) return copied
    const made = first.changes.added.filter(
      path => expectation.directories.has(path) && first.after.entries.get(path)?.type === 'dir',
    )
    if (made.length === 0) return copiesOf(seen).length > 0 ? 'held' : 'vacuous'
    const expected = 0o700 & ~umask
    const wrong = made.filter(path => modeOf(first.after.entries.get(path)?.mode) !== expected)
    const [path] = wrong
    if (path === undefined) return 'held'
    const mode = octalMode(modeOf(first.after.entries.get(path)?.mode))
    return {
      summary: `the new directory ${quotePath(path)} has mode ${mode}, not ${octalMode(expected)}`,
      paths: wrong,
    }
  },
}

/** The permissions of everybody but the owner: on a file, and to pass through a directory. */
const OTHERS = { file: 0o077, passing: 0o011 }

/** Returns the new files of a run that have the bytes of private files, each with the path of one of these. */
function copiesOf(seen: Observation): [path: string, original: string][] {
  const originals = new Map(privateFiles(seen).map(([path, entry]) => [textOf(entry), path]))
  return seen.first.changes.added.flatMap(path => {
    const entry = seen.first.after.entries.get(path)
    const original = entry?.content === undefined ? undefined : originals.get(textOf(entry))
    return original === undefined ? [] : [[path, original]]
  })
}

/** Returns the violation by a copy of a private file that others may use. */
function copyInTheOpen(seen: Observation): Violation | undefined {
  const { entries } = seen.first.after
  const isOpen = (path: string) =>
    (modeOf(entries.get(path)?.mode) & OTHERS.file) !== 0 &&
    parentsOf(path).every(parent => (modeOf(entries.get(parent)?.mode) & OTHERS.passing) !== 0)
  const [path, original] = copiesOf(seen).find(([one]) => isOpen(one)) ?? []
  if (path === undefined || original === undefined) return undefined
  const is = octalMode(modeOf(entries.get(path)?.mode))
  const was = octalMode(modeOf(seen.before.entries.get(original)?.mode))
  return {
    summary: `the new file ${quotePath(path)} has mode ${is}, but it has the bytes of ${quotePath(original)}, whose mode was ${was}`,
    paths: [path, original],
  }
}

/** Returns the files of a world that only their owner may use, unless others may use the same bytes elsewhere. */
function privateFiles({ before }: Observation): [path: string, entry: SnapshotEntry][] {
  const files = [...before.entries].filter(([, { content }]) => content !== undefined && content.length > 0)
  const isPublic = ([, { mode }]: [string, SnapshotEntry]) => (mode & OTHERS.file) !== 0
  const known = new Set(files.filter(isPublic).map(([, entry]) => textOf(entry)))
  return files.filter(one => !isPublic(one) && !known.has(textOf(one[1])))
}

function textOf({ content }: SnapshotEntry): string {
  return fromBytes(content ?? new Uint8Array())
}

// A new directory inherits the set-group-ID bit from its parent: the subject does not choose it.
function modeOf(mode: number | undefined): number {
  return (mode ?? 0) & 0o777
}
