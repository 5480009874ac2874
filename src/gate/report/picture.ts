import { nameOf, parentsOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import { octalMode } from '../../../fixtures/text/modes.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Fate } from '../../damage/fate.ts'
import { entryInWords } from '../../laws/wording/entries.ts'
import type { ExpectedLink } from '../../observation/expectation.ts'
import type { Run } from '../../observation/run.ts'

/** One line of a picture: an entry that stood there, or is new, and what became of it. */
export interface PictureLine {
  /** How deep it lies; 0 for what lies in the root. */
  readonly depth: number
  /** Its name with what it is: `projects/`, `a.jsonl (9 bytes)`, `projects -> {root}/old`. */
  readonly label: string
  readonly fate: Fate | 'required' | 'stray' | 'missing'
  readonly isDirectory: boolean
  /** What stands there now, where something else does. */
  readonly now: string | null
}

const FATES_IN_WORDS: Readonly<Record<PictureLine['fate'], string>> = {
  kept: 'kept',
  appended: 'appended to',
  recreated: 'made again, alike',
  altered: 'altered',
  moved: 'moved',
  merged: 'merged',
  destroyed: 'DESTROYED',
  orphaned: 'ORPHANED: what it led to cannot be read here any more',
  trivial: 'gone',
  required: 'new, as asked',
  stray: 'new, and nobody asked for it',
  missing: 'MISSING',
}

/** What became of an entry. A directory leads nowhere itself: it is the links in it that did. */
function becameOf({ fate, isDirectory }: PictureLine): string {
  return fate === 'orphaned' && isDirectory ? 'ORPHANED, with what was in it' : FATES_IN_WORDS[fate]
}

/**
 * The world before a run, what became of each entry, and what is new, as lines of a tree.
 *
 * @param missing links that should be there by now.
 */
export function picture(
  before: Snapshot,
  { after, changes }: Run,
  { strays, missing }: { readonly strays: readonly string[]; readonly missing: readonly ExpectedLink[] },
): PictureLine[] {
  const shown = new Set([...before.entries.keys(), ...changes.added])
  const lacking = new Map(missing.filter(({ path }) => !shown.has(path)).map(one => [one.path, one]))
  const paths = [...shown, ...lacking.keys()].filter(path => path !== '')
  return paths.sort(byParts).map(path => {
    const asked = lacking.get(path)
    if (asked !== undefined) return missingLine(asked, shown)
    const [was, is] = [before.entries.get(path), after.entries.get(path)]
    const fate =
      was === undefined ? (strays.includes(path) ? 'stray' : 'required') : (changes.fates.get(path) ?? 'kept')
    const isReplaced = was !== undefined && is !== undefined && (was.type !== is.type || was.text !== is.text)
    return {
      depth: path.split('/').length - 1,
      label: labelOf(nameOf(path), was ?? is, before.seenAs),
      isDirectory: (was ?? is)?.type === 'dir',
      fate,
      now: isReplaced ? entryInWords(is, after.seenAs) : modeInWords(was, is),
    }
  })
}

/** A link that is not there, under the nearest of its parents that is shown. */
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
 * The lines as text, what became of each in a column of its own; `paint` may colour it. What is new as asked is only
 * counted, so that the eye falls on what is not.
 */
export function drawn(
  lines: readonly PictureLine[],
  paint: (text: string, fate: PictureLine['fate']) => string,
): string {
  const shown = lines.filter(({ fate }, i) => fate !== 'required' || holdsMore(lines, i))
  const left = shown.map(({ depth, label, fate }) => `${SIGNS[fate] ?? '  '}${'  '.repeat(depth)}${label}`)
  const width = Math.min(56, Math.max(...left.map(text => text.length), 0))
  const asked = lines.length - shown.length
  return [
    ...shown.map((line, i) => {
      const became = `${becameOf(line)}${line.now === null ? '' : `; now ${line.now}`}`
      return `${(left[i] ?? '').padEnd(width)}   ${paint(became, line.fate)}`
    }),
    ...(asked === 0 ? [] : [paint(`+ ${counted(asked, 'entry', 'entries')}, new as asked`, 'required')]),
  ].join('\n')
}

/** What stands before a line whose entry was not there before. */
const SIGNS: Readonly<Partial<Record<PictureLine['fate'], string>>> = {
  stray: '+ ',
  required: '+ ',
  missing: '- ',
}

/** Whether something that nobody asked for, or that is missing, lies below a line: then the line says where. */
function holdsMore(lines: readonly PictureLine[], at: number): boolean {
  const depth = lines[at]?.depth ?? 0
  const below = lines.slice(at + 1)
  const end = below.findIndex(line => line.depth <= depth)
  return below
    .slice(0, end === -1 ? below.length : end)
    .some(({ fate }) => fate === 'stray' || fate === 'missing')
}

/** `mode 0700, was 0755`, where it is another. */
function modeInWords(was: SnapshotEntry | undefined, is: SnapshotEntry | undefined): string | null {
  if (was === undefined || is === undefined || was.mode === is.mode) return null
  const [before, now] = [was, is].map(({ mode }) => octalMode(mode))
  return `mode ${now}, was ${before}`
}

function labelOf(name: string, entry: SnapshotEntry | undefined, seenAs: string): string {
  const shown = printable(name)
  switch (entry?.type) {
    case 'dir':
      return `${shown}/`
    case 'file':
      return `${shown} (${counted(entry.size, 'byte')})`
    case 'link':
      return `${shown} -> ${printable((entry.text ?? '').replaceAll(seenAs, '{root}'))}`
    default:
      return `${shown} (${entry?.type === 'fifo' ? 'FIFO' : (entry?.type ?? 'absent')})`
  }
}

// By parts, so that what a directory holds follows it: "a/b" comes before "a.bak".
function byParts(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')]
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    if (a[i] !== b[i]) return (a[i] ?? '') < (b[i] ?? '') ? -1 : 1
  }
  return a.length - b.length
}
