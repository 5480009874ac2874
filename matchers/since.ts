import { type Snapshot, type SnapshotEntry, snapshot } from '../fixtures/snapshot.ts'
import { octalMode } from '../fixtures/text/modes.ts'
import { printable } from '../fixtures/text/printable.ts'
import { compare } from '../src/damage/compare.ts'
import type { Comparison, Fate } from '../src/damage/fate.ts'
import { inWords, isObject, rootArgument } from './argument.ts'
import { entryInWords } from './entry-words.ts'
import { isPresent } from './look.ts'
import { MatcherError } from './matcher-error.ts'

/** The fates of what is touched, and yet holds what it held: only the difference shows it. */
const READS_ALIKE: readonly Fate[] = ['altered', 'recreated']

/** A tree at an earlier moment, now, and what became of it in between. */
export interface Since {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly comparison: Comparison
}

/**
 * Compares what stands in a root, a path or a world, with a snapshot of it. A root that is gone holds nothing.
 *
 * @throws MatcherError when the snapshot is none, or of another root.
 */
export function since(matcher: string, received: unknown, value: unknown): Since {
  const root = rootArgument(matcher, received)
  const before = snapshotArgument(matcher, root, value)
  const options = { seenAs: before.seenAs, unseal: false }
  const after = isPresent(matcher, root)
    ? snapshot(root, options)
    : { root, seenAs: before.seenAs, entries: new Map<string, SnapshotEntry>() }
  return { before, after, comparison: compare(before, after) }
}

/** Each entry with one of these fates, by path: what it was, what is there now. */
export function fatesInWords({ before, after, comparison }: Since, of: (fate: Fate) => boolean): string[] {
  return [...comparison.fates]
    .filter(([, fate]) => of(fate))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, fate]) => {
      const [was, is] = [before.entries.get(path), after.entries.get(path)]
      const orphan = comparison.orphans.get(path)
      return [
        `\n${shownPath(path)} (${fate})`,
        `  was: ${was === undefined ? 'nothing' : entryInWords(was)}`,
        `  now: ${is === undefined ? 'nothing' : entryInWords(is)}${was === undefined || is === undefined || !READS_ALIKE.includes(fate) ? '' : changes(was, is)}`,
        ...(orphan === undefined ? [] : [`  not read through it any more: ${printable(orphan)}`]),
      ].join('\n')
    })
}

/** Each entry that stands where nothing stood, by path. */
export function additionsInWords({ after, comparison }: Since): string[] {
  return [...comparison.added].sort().map(path => {
    const is = after.entries.get(path)
    return `\n${shownPath(path)} (new)\n  now: ${is === undefined ? 'nothing' : entryInWords(is)}`
  })
}

function shownPath(path: string): string {
  return path === '' ? '.' : printable(path)
}

function changes(was: SnapshotEntry, is: SnapshotEntry): string {
  const words = [
    ...(was.mode === is.mode ? [] : [`mode ${octalMode(was.mode)} became ${octalMode(is.mode)}`]),
    ...(was.uid === is.uid && was.gid === is.gid
      ? []
      : [`owner ${was.uid}:${was.gid} became ${is.uid}:${is.gid}`]),
    ...(was.identity === is.identity ? [] : ['it is another entry']),
    ...(was.type === 'file' && was.mtime !== is.mtime ? ['it was written to'] : []),
  ]
  return words.length === 0 ? '' : `; ${words.join(', ')}`
}

function snapshotArgument(matcher: string, root: string, value: unknown): Snapshot {
  if (!isSnapshot(value)) {
    throw new MatcherError(
      'not-a-snapshot',
      matcher,
      `expected what snapshot(root) answers, not ${inWords(value)}`,
    )
  }
  const of = rootArgument(matcher, value)
  if (of !== root) {
    throw new MatcherError(
      'snapshot-of-another-root',
      matcher,
      `the snapshot is of ${printable(of)}, and the received root is ${printable(root)}`,
    )
  }
  const type = value.entries.get('')?.type
  if (type === 'dir') return value
  // A snapshot follows no link, and so it knows nothing of what lies behind one.
  throw new MatcherError(
    'not-a-snapshot',
    matcher,
    `the snapshot of ${printable(of)} is of a ${type ?? 'missing root'}, not of a directory: take one of the directory's real path`,
  )
}

function isSnapshot(value: unknown): value is Snapshot {
  return (
    isObject(value) &&
    'root' in value &&
    'seenAs' in value &&
    typeof value.seenAs === 'string' &&
    'entries' in value &&
    value.entries instanceof Map
  )
}
