import { contentOf } from '../fixtures/disk/build.ts'
import { fromBytes } from '../fixtures/disk/bytes.ts'
import { printable, quoted } from '../fixtures/text/printable.ts'
import { withChildren } from './change-words.ts'
import { entryInWords, entryWithMode } from './entry-words.ts'
import { foldedByDirectory, listed } from './listed.ts'
import type { ShownPaths } from './shown-paths.ts'
import type { TreeDifference } from './tree-differences.ts'

/** How many bytes are shown before and after the first one that differs. */
const BEFORE = 10
const AFTER = 30

/** How many lines a diff has on each side. */
const MOST_LINES = 100

/** Returns the differences as a message shows them: the path, the described entry and the actual one. */
export function differencesInWords(differences: readonly TreeDifference[], shown: ShownPaths): string[] {
  return listed(foldedByDirectory(differences, follows), '\n', ({ item, with: children }) => {
    const { expected, actual } = inWords(item, shown)
    const start = firstDifference(item)
    return [
      printable(item.path),
      `  expected: ${expected}`,
      `  actual:   ${actual}`,
      ...(start === null
        ? []
        : [`  from byte ${start.at}: expected ${start.expected}, actual ${start.actual}`]),
      ...withChildren(item.path, children),
    ].join('\n')
  })
}

/** Returns the two sides of a diff: one line for each entry that differs, none for one that is not there. */
export function diffOf(
  differences: readonly TreeDifference[],
  shown: ShownPaths,
): { readonly expected: string; readonly actual: string } {
  const lines = differences.slice(0, MOST_LINES).map(difference => {
    const words = inWords(difference, shown)
    const start = firstDifference(difference)
    const line = (side: 'expected' | 'actual') => {
      if (difference[side].type === 'absent') return []
      const from = start === null ? '' : `, from byte ${start.at} ${start[side]}`
      return [`${printable(difference.path)}: ${words[side]}${from}`]
    }
    return { expected: line('expected'), actual: line('actual') }
  })
  const more = differences.length > MOST_LINES ? [`... and ${differences.length - MOST_LINES} more`] : []
  return {
    expected: [...lines.flatMap(({ expected }) => expected), ...more].join('\n'),
    actual: [...lines.flatMap(({ actual }) => actual), ...more].join('\n'),
  }
}

/** Returns whether an entry is only there, or only missing, because its directory is. */
function follows(child: TreeDifference, parent: TreeDifference): boolean {
  const isAlone = (side: 'expected' | 'actual') =>
    child[side].type === 'absent' && parent[side].type !== 'dir' && child.isKnown
  return isAlone('expected') || isAlone('actual')
}

function inWords(
  { expected, actual, isKnown }: TreeDifference,
  shown: ShownPaths,
): { readonly expected: string; readonly actual: string } {
  const words = 'mode' in expected && expected.mode !== undefined ? entryWithMode : entryInWords
  const isHidden = !isKnown && actual.type === 'absent'
  return {
    expected: words(expected, shown),
    actual: isHidden ? 'unknown, since a parent directory could not be read' : words(actual, shown),
  }
}

/** Returns what two files hold where they begin to differ, if one of them is too long to be shown whole; else null. */
function firstDifference({ expected, actual }: TreeDifference): {
  readonly at: number
  readonly expected: string
  readonly actual: string
} | null {
  if (expected.type !== 'file' || actual.type !== 'file' || actual.content === undefined) return null
  const [wanted, found] = [contentOf(expected.content), actual.content]
  const length = Math.max(wanted.length, found.length)
  if (length <= BEFORE + AFTER) return null
  let at = 0
  while (at < length && wanted[at] === found[at]) at += 1
  if (at === length) return null
  const excerpt = (bytes: Uint8Array) =>
    quoted(fromBytes(bytes.subarray(Math.max(0, at - BEFORE), at + AFTER)))
  return { at, expected: excerpt(wanted), actual: excerpt(found) }
}
