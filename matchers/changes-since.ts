import { types } from 'node:util'
import { type Snapshot, type SnapshotEntry, snapshot } from '../fixtures/snapshot.ts'
import { typeInWords } from '../fixtures/text/entry.ts'
import { octalMode } from '../fixtures/text/modes.ts'
import { printable } from '../fixtures/text/printable.ts'
import { type Absent, absent } from '../fixtures/tree.ts'
import { compare } from '../src/damage/compare.ts'
import type { Comparison, Fate } from '../src/damage/fate.ts'
import { isObject, rootArgument, valueInWords } from './argument.ts'
import { entryInWords } from './entry-words.ts'
import { MatcherError } from './matcher-error.ts'
import { isPresent } from './trail.ts'

/** The fates of entries that look the same before and after: their message lists the changes. */
const LOOK_ALIKE: readonly Fate[] = ['altered', 'recreated']

/** A tree at an earlier moment, the tree now, and their comparison. */
export interface ChangesSince {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly comparison: Comparison
}

/**
 * Compares a root, a path or a world, with an earlier snapshot of it. A root that is gone holds nothing.
 *
 * @throws MatcherError `not-a-snapshot`, `snapshot-of-another-root` or `not-a-path`.
 */
export function changesSince(matcher: string, received: unknown, value: unknown): ChangesSince {
  const root = rootArgument(matcher, received)
  const before = snapshotArgument(matcher, root, value)
  const options = { seenAs: before.seenAs, unseal: false }
  const after = isPresent(matcher, root)
    ? snapshot(root, options)
    : { root, seenAs: before.seenAs, entries: new Map<string, SnapshotEntry>() }
  return { before, after, comparison: compare(before, after) }
}

/** Returns each entry whose fate matches, by path, as a message shows it: what it was, and what is there now. */
export function fatesInWords(
  { before, after, comparison }: ChangesSince,
  of: (fate: Fate) => boolean,
): string[] {
  return [...comparison.fates]
    .filter(([, fate]) => of(fate))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, fate]) => {
      const was = before.entries.get(path) ?? absent
      const is = after.entries.get(path) ?? absent
      const orphan = comparison.orphans.get(path)
      return [
        `\n${shownPath(path)} (${fate})`,
        `  was: ${entryInWords(was)}`,
        `  now: ${entryInWords(is)}${LOOK_ALIKE.includes(fate) ? changes(was, is) : ''}`,
        ...(orphan === undefined ? [] : [`  no longer readable through it: ${printable(orphan)}`]),
      ].join('\n')
    })
}

/** Returns each new entry, by path, as a message shows it. */
export function additionsInWords({ after, comparison }: ChangesSince): string[] {
  return [...comparison.added]
    .sort()
    .map(path => `\n${shownPath(path)} (new)\n  now: ${entryInWords(after.entries.get(path) ?? absent)}`)
}

function shownPath(path: string): string {
  return path === '' ? '.' : printable(path)
}

function changes(was: SnapshotEntry | Absent, is: SnapshotEntry | Absent): string {
  if (was.type === 'absent' || is.type === 'absent') return ''
  const words = [
    ...(was.mode === is.mode ? [] : [`mode ${octalMode(was.mode)} became ${octalMode(is.mode)}`]),
    ...(was.uid === is.uid && was.gid === is.gid
      ? []
      : [`owner ${was.uid}:${was.gid} became ${is.uid}:${is.gid}`]),
    ...(was.identity === is.identity ? [] : ['it was made again']),
    ...(was.type === 'file' && was.mtime !== is.mtime ? ['its modification time changed'] : []),
  ]
  return words.length === 0 ? '' : `; ${words.join(', ')}`
}

function snapshotArgument(matcher: string, root: string, value: unknown): Snapshot {
  const wrong = (problem: string) => new MatcherError('not-a-snapshot', matcher, problem)
  if (!isSnapshot(value)) throw wrong(`expected a snapshot of the root, not ${valueInWords(value)}`)
  const of = rootArgument(matcher, value)
  if (of !== root) {
    const both = `the snapshot is of ${printable(of)}, and the received root is ${printable(root)}`
    throw new MatcherError('snapshot-of-another-root', matcher, both)
  }
  const type = value.entries.get('')?.type
  if (type === 'dir') return value
  const found = `of ${type === undefined ? 'a missing root' : typeInWords(type)}, not of a directory`
  // A snapshot follows no link: one of a link knows nothing of the directory behind it.
  throw wrong(`the snapshot of ${printable(of)} is ${found}: take one of the directory's real path`)
}

function isSnapshot(value: unknown): value is Snapshot {
  return (
    isObject(value) &&
    'root' in value &&
    'seenAs' in value &&
    typeof value.seenAs === 'string' &&
    'entries' in value &&
    types.isMap(value.entries)
  )
}
