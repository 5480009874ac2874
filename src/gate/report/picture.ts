import { nameOf, parentsOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import { labelOf } from '../../../fixtures/text/label.ts'
import { octalMode } from '../../../fixtures/text/modes.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Fate } from '../../damage/fate.ts'
import { describeEntry } from '../../laws/wording/entries.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import type { Run } from '../../observation/run.ts'
import { folded } from './brief/folded.ts'

/** One line of a picture: an entry from before the run, or a new one, with its fate. */
export interface PictureLine {
  /** The number of its parents below the root. */
  readonly depth: number
  /** Its name and kind: `projects/`, `a.jsonl (9 bytes)`, `projects -> {root}/old`. */
  readonly label: string
  readonly fate: Fate | 'required' | 'stray' | 'missing'
  readonly isDirectory: boolean
  /** The entry that has replaced it, or its new mode; null where neither changed. */
  readonly now: string | null
}

const FATES: Readonly<Record<PictureLine['fate'], string>> = {
  kept: 'kept',
  appended: 'appended to',
  recreated: 'recreated with the same content',
  altered: 'altered',
  moved: 'moved',
  merged: 'merged',
  destroyed: 'DESTROYED',
  orphaned: 'ORPHANED: its content can no longer be read at this path',
  trivial: 'removed',
  required: 'new, as required',
  stray: 'new, but not required',
  missing: 'MISSING',
}

/** Words the fate of an entry. */
export function fateText({ fate, isDirectory }: PictureLine): string {
  // Only a link leads somewhere: a directory is orphaned with the links in it.
  return fate === 'orphaned' && isDirectory ? 'ORPHANED, with its entries' : FATES[fate]
}

/**
 * Returns the world before a run as the lines of a tree, with the fate of each entry, and the new entries.
 *
 * @param missing the links that should exist after the run.
 * @param unlisted the paths of entries to leave out. Default: none.
 */
export function picture(
  before: Snapshot,
  { after, changes }: Run,
  {
    strays,
    missing,
    unlisted = new Set(),
  }: {
    readonly strays: readonly string[]
    readonly missing: readonly ExpectedLink[]
    readonly unlisted?: ReadonlySet<string>
  },
): PictureLine[] {
  const shown = new Set([...before.entries.keys(), ...changes.added])
  const missingLinks = new Map(missing.filter(({ path }) => !shown.has(path)).map(one => [one.path, one]))
  const paths = [...shown, ...missingLinks.keys()].filter(path => path !== '' && !unlisted.has(path))
  return paths.sort(parentsFirst).map(path => {
    const link = missingLinks.get(path)
    if (link !== undefined) return missingLine(link, shown)
    const [was, is] = [before.entries.get(path), after.entries.get(path)]
    const fate =
      was === undefined ? (strays.includes(path) ? 'stray' : 'required') : (changes.fates.get(path) ?? 'kept')
    const isReplaced = was !== undefined && is !== undefined && (was.type !== is.type || was.text !== is.text)
    return {
      depth: path.split('/').length - 1,
      label: labelOf(nameOf(path), was ?? is, before.seenAs),
      isDirectory: (was ?? is)?.type === 'dir',
      fate,
      now: isReplaced ? describeEntry(is, after.seenAs) : modeChange(was, is),
    }
  })
}

/** Returns the line of a missing link, below the nearest of its parents that is shown. */
function missingLine({ path, link }: ExpectedLink, shown: ReadonlySet<string>): PictureLine {
  const parent = parentsOf(path).findLast(one => shown.has(one)) ?? ''
  const name = parent === '' ? path : path.slice(parent.length + 1)
  return {
    depth: parent === '' ? 0 : parent.split('/').length,
    label: `${printable(name)} -> {root}/${printable(link.target)}`,
    isDirectory: false,
    fate: 'missing',
    now: null,
  }
}

/**
 * Draws the lines as text, with the fates in a column. Required new entries are only counted, and many entries alike are
 * folded, so that the others stand out.
 *
 * @param paint colours the text of a fate, or returns it as it is.
 */
export function drawn(
  lines: readonly PictureLine[],
  paint: (text: string, fate: PictureLine['fate']) => string,
): string {
  const listed = lines.filter(({ fate }, i) => fate !== 'required' || leadsToUnexpected(lines, i))
  const shown = folded(listed)
  const left = shown.map(({ depth, label, fate }) => `${SIGNS[fate] ?? '  '}${'  '.repeat(depth)}${label}`)
  const width = Math.min(56, Math.max(...left.map(text => text.length), 0))
  const hidden = lines.length - listed.length
  return [
    ...shown.map((line, i) => {
      const text = `${fateText(line)}${line.now === null ? '' : `; now ${line.now}`}`
      return `${(left[i] ?? '').padEnd(width)}   ${paint(text, line.fate)}`
    }),
    ...(hidden === 0
      ? []
      : [paint(`+ ${counted(hidden, 'new entry', 'new entries')}, as required`, 'required')]),
  ].join('\n')
}

/** The sign before a line whose entry did not exist before. */
const SIGNS: Readonly<Partial<Record<PictureLine['fate'], string>>> = {
  stray: '+ ',
  required: '+ ',
  missing: '- ',
}

/** Returns whether a stray or missing entry is below a line: then the line shows where. */
function leadsToUnexpected(lines: readonly PictureLine[], at: number): boolean {
  const depth = lines[at]?.depth ?? 0
  const below = lines.slice(at + 1)
  const end = below.findIndex(line => line.depth <= depth)
  return below
    .slice(0, end === -1 ? below.length : end)
    .some(({ fate }) => fate === 'stray' || fate === 'missing')
}

/** Returns a change of mode: `mode 0700, was 0755`. */
function modeChange(was: SnapshotEntry | undefined, is: SnapshotEntry | undefined): string | null {
  if (was === undefined || is === undefined || was.mode === is.mode) return null
  return `mode ${octalMode(is.mode)}, was ${octalMode(was.mode)}`
}

// The slash sorts before any other character, so that the entries of a directory follow it: "a/b" before "a.bak".
function parentsFirst(one: string, other: string): number {
  return one.replaceAll('/', '\0') < other.replaceAll('/', '\0') ? -1 : 1
}
