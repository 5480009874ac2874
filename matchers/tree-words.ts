import { contentOf } from '../fixtures/disk/build.ts'
import { fromBytes } from '../fixtures/disk/bytes.ts'
import { printable, quoted } from '../fixtures/text/printable.ts'
import { entryInWords, entryWithMode } from './entry-words.ts'
import type { TreeDifference } from './tree-differences.ts'

/** How many bytes are shown before and after the first one that differs. */
const BEFORE = 10
const AFTER = 30

/** Returns one difference in words: the path, the described entry and the actual one. */
export function differenceInWords({ path, expected, actual, isKnown }: TreeDifference): string {
  const inWords = 'mode' in expected && expected.mode !== undefined ? entryWithMode : entryInWords
  const isHidden = !isKnown && actual.type === 'absent'
  return [
    `\n${printable(path)}`,
    `  expected: ${inWords(expected)}`,
    `  actual:   ${isHidden ? 'unknown, since a parent directory could not be read' : inWords(actual)}`,
    ...firstDifference(expected, actual),
  ].join('\n')
}

/** Returns what two files hold where they begin to differ, if one of them is too long to be shown whole. */
function firstDifference(expected: TreeDifference['expected'], actual: TreeDifference['actual']): string[] {
  if (expected.type !== 'file' || actual.type !== 'file' || actual.content === undefined) return []
  const [wanted, found] = [contentOf(expected.content), actual.content]
  if (Math.max(wanted.length, found.length) <= BEFORE + AFTER) return []
  const length = Math.max(wanted.length, found.length)
  let at = 0
  while (at < length && wanted[at] === found[at]) at += 1
  if (at === length) return []
  const excerpt = (bytes: Uint8Array) =>
    quoted(fromBytes(bytes.subarray(Math.max(0, at - BEFORE), at + AFTER)))
  return [`  from byte ${at}: expected ${excerpt(wanted)}, actual ${excerpt(found)}`]
}
