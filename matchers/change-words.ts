import { nameOf, parentOf } from '../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../fixtures/snapshot.ts'
import { octalMode } from '../fixtures/text/modes.ts'
import { printable } from '../fixtures/text/printable.ts'
import { type Absent, absent } from '../fixtures/tree.ts'
import type { Fate } from '../src/damage/fate.ts'
import { placeFinder } from '../src/damage/places.ts'
import { childrenOf } from '../src/damage/resolve.ts'
import type { ChangesSince } from './changes-since.ts'
import { entryInWords } from './entry-words.ts'
import { foldedByDirectory, inOneLine, listed } from './listed.ts'
import { relativeTo } from './shown-paths.ts'

/** The fates of entries that look the same before and after: their message lists the changes. */
const LOOK_ALIKE: readonly Fate[] = ['altered', 'recreated']

/** How a message names the new place of an entry that left its path. */
const PLACES: Partial<Readonly<Record<Fate, string>>> = { moved: 'moved to', merged: 'merged into' }

/** Returns the entries whose fate matches, by path, as a message shows them: what they were, and what is there now. */
export function fatesInWords(
  { before, after, comparison }: ChangesSince,
  of: (fate: Fate) => boolean,
): string[] {
  const paths = relativeTo(before.root)
  const placesOf = placeFinder(before, after)
  const gone = [...comparison.fates]
    .filter(([, fate]) => of(fate))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, fate]) => ({ path, fate }))
  // What was in a directory that is gone shares its fate.
  const groups = foldedByDirectory(
    gone,
    (child, parent) =>
      child.fate === parent.fate &&
      child.fate !== 'orphaned' &&
      after.entries.get(parent.path)?.type !== 'dir',
  )
  return listed(groups, '\n', ({ item: { path, fate }, with: children }) => {
    const was = before.entries.get(path) ?? absent
    const is = after.entries.get(path) ?? absent
    const orphan = comparison.orphans.get(path)
    const place = PLACES[fate] === undefined ? undefined : placeOf(path, before, placesOf)
    return [
      `${shownPath(path)} (${fate})`,
      `  was: ${entryInWords(was, paths)}`,
      `  now: ${entryInWords(is, paths)}${LOOK_ALIKE.includes(fate) ? differences(was, is) : ''}`,
      ...(place === undefined ? [] : [`  ${PLACES[fate]}: ${shownPath(place)}`]),
      ...(orphan === undefined ? [] : [`  no longer readable through it: ${printable(orphan)}`]),
      ...withChildren(path, children),
    ].join('\n')
  })
}

/** Returns the new entries, by path, as a message shows them. */
export function additionsInWords({ before, after, comparison }: ChangesSince): string[] {
  const paths = relativeTo(before.root)
  const added = [...comparison.added].sort().map(path => ({ path }))
  const groups = foldedByDirectory(added, () => true)
  return listed(groups, '\n', ({ item: { path }, with: children }) =>
    [
      `${shownPath(path)} (new)`,
      `  now: ${entryInWords(after.entries.get(path) ?? absent, paths)}`,
      ...withChildren(path, children),
    ].join('\n'),
  )
}

/** Returns the line that names the entries of a directory; none if there are none. */
export function withChildren(path: string, children: readonly { readonly path: string }[]): string[] {
  if (children.length === 0) return []
  const start = path === '' ? 0 : path.length + 1
  return [`  with it: ${inOneLine(children.map(child => printable(child.path.slice(start))))}`]
}

/** Returns the path at which an entry that left its own is now, a new one rather than an old one. */
function placeOf(
  path: string,
  before: Snapshot,
  placesOf: ReturnType<typeof placeFinder>,
): string | undefined {
  const was = before.entries.get(path)
  if (was === undefined) return undefined
  const places = placesOf(path, was)
  const place = places.find(found => !before.entries.has(found)) ?? places[0]
  if (place !== undefined || was.type !== 'dir') return place
  // A directory whose entries were moved one by one is where they are.
  const [child] = childrenOf(before, path)
  const ofChild = child === undefined ? undefined : placeOf(child, before, placesOf)
  return ofChild === undefined || nameOf(ofChild) !== nameOf(child ?? '') ? undefined : parentOf(ofChild)
}

function shownPath(path: string): string {
  return path === '' ? '.' : printable(path)
}

function differences(was: SnapshotEntry | Absent, is: SnapshotEntry | Absent): string {
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
