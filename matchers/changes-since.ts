import { types } from 'node:util'
import { rootPath } from '../fixtures/disk/real-path.ts'
import { type Snapshot, type SnapshotEntry, snapshot } from '../fixtures/snapshot.ts'
import { typeInWords } from '../fixtures/text/entry.ts'
import { printable } from '../fixtures/text/printable.ts'
import { compare } from '../src/damage/compare.ts'
import type { Comparison } from '../src/damage/fate.ts'
import { isObject, pathArgument, valueInWords } from './argument.ts'
import { MatcherError } from './matcher-error.ts'
import { wholeIn } from './shown-paths.ts'
import { isPresent } from './trail.ts'

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
  const root = rootOf(matcher, received)
  const before = snapshotArgument(matcher, root, value)
  checkSeenAlike(matcher, before, received)
  const options = {
    ...(before.seenAs === before.root ? {} : { seenAs: before.seenAs }),
    // A world belongs to the test, so its permissions may be changed while it is read.
    unseal: isObject(received) && !isSnapshot(received),
  }
  const after = isPresent(matcher, root)
    ? snapshot(root, options)
    : { root, seenAs: before.seenAs, entries: new Map<string, SnapshotEntry>() }
  return { before, after, comparison: compare(before, after) }
}

/**
 * Checks that every earlier entry is known, before and now: what could not be read may be lost. A file that is as it was,
 * its modification time included, needs no reading.
 *
 * @throws MatcherError `unreadable` that names the first unknown entry.
 */
export function checkAllKnown(matcher: string, { before, after, comparison }: ChangesSince): void {
  for (const [path, was] of before.entries) {
    if (was.sealed !== true && after.entries.get(path)?.sealed !== true) continue
    if (was.type === 'file' && comparison.fates.get(path) === 'kept') continue
    const at = path === '' ? before.root : `${before.root}/${path}`
    const when = was.sealed === true ? 'could not be read for the snapshot' : 'cannot be read now'
    const problem = `${wholeIn(at).path(at)} ${when}, so nobody knows whether anything in it is lost`
    throw new MatcherError('unreadable', matcher, problem)
  }
}

/** Returns the root that an argument names, spelled as a snapshot spells it. */
function rootOf(matcher: string, value: unknown): string {
  const root = isObject(value) && 'root' in value ? value.root : value
  return rootPath(pathArgument(matcher, 'the received value', root))
}

/** Checks a snapshot in the place of the received root: under another `seenAs`, equal link texts lead elsewhere. */
function checkSeenAlike(matcher: string, before: Snapshot, received: unknown): void {
  if (!isSnapshot(received) || received.seenAs === before.seenAs) return
  const both = `the snapshot sees its root as ${printable(before.seenAs)}, and the received one as ${printable(received.seenAs)}`
  throw new MatcherError('snapshot-of-another-root', matcher, both)
}

function snapshotArgument(matcher: string, root: string, value: unknown): Snapshot {
  const wrong = (problem: string) => new MatcherError('not-a-snapshot', matcher, problem)
  if (!isSnapshot(value)) throw wrong(`expected a snapshot of the root, not ${valueInWords(value)}`)
  const of = rootOf(matcher, value)
  if (of !== root) {
    const both = `the snapshot is of ${printable(of)}, and the received root is ${printable(root)}`
    throw new MatcherError('snapshot-of-another-root', matcher, both)
  }
  const type = value.entries.get('')?.type
  if (type === 'dir') return value
  const found = `of ${type === undefined ? 'a missing root' : typeInWords(type)}, not of a directory`
  // A snapshot follows no link: one of a link knows nothing of the directory behind it.
  throw wrong(`the snapshot of ${wholeIn(of).path(of)} is ${found}: take one of the directory's real path`)
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
