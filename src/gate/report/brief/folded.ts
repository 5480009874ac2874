import { counted } from '../../../../fixtures/text/plurals.ts'
import { stretchesOf } from '../../shrink/stretches.ts'

/** A line of a tree: an entry, as deep as its parents, with its fate. */
interface TreeLine {
  readonly depth: number
  readonly label: string
  readonly fate: string
  readonly isDirectory: boolean
  readonly now: string | null
}

/** The number of entries that are shown of many that are alike. */
const SHOWN = 3
/** The most entries alike that are all shown. */
const MOST = 5

/**
 * Folds entries of one directory that follow each other and have the same fate, such as 300 destroyed transcripts, to the
 * first few and a count. Directories are alike if their entries are.
 */
export function folded<Line extends TreeLine>(lines: readonly Line[]): Line[] {
  return stretchesOf(siblingsIn(lines), shapeOf).flatMap(stretch => {
    const shown = stretch.slice(0, stretch.length > MOST ? SHOWN : MOST)
    const [[first] = []] = stretch
    const hidden = stretch.length - shown.length
    return [
      ...shown.flatMap(([entry, ...below]) => (entry === undefined ? [] : [entry, ...folded(below)])),
      ...(hidden === 0 || first === undefined ? [] : [{ ...first, label: `... ${hidden} more like these` }]),
    ]
  })
}

/** Returns the entries of the first depth, each with the lines below it. */
function siblingsIn<Line extends TreeLine>(lines: readonly Line[]): Line[][] {
  const depth = lines[0]?.depth ?? 0
  const siblings: Line[][] = []
  for (const line of lines) {
    if (line.depth <= depth) siblings.push([line])
    else siblings.at(-1)?.push(line)
  }
  return siblings
}

function shapeOf(entry: readonly TreeLine[]): string {
  return JSON.stringify(entry.map(({ depth, fate, isDirectory, now }) => [depth, fate, isDirectory, now]))
}

/** The most lines of an output that are all shown. */
const MOST_OUTPUT = 20

/** Folds the middle of a long output. The beginning says what a program did, the end why it failed. */
export function foldedOutput(output: string): string {
  const lines = output.split('\n')
  const hidden = lines.length - MOST_OUTPUT
  if (hidden <= 1) return output
  return lines.toSpliced(MOST_OUTPUT / 2, hidden, `... ${counted(hidden, 'line')} left out ...`).join('\n')
}
