import * as v from 'valibot'
import { quoted } from '../../../../fixtures/text/printable.ts'
import { words } from './basic.ts'
import { type Kind, once } from './kind.ts'

/**
 * The kind of a further command: a list of words in a config, one text on a command line. The text is split as a shell
 * does it, and no shell runs it, so it holds nothing else that means something to a shell.
 */
export const commandLine: Kind<readonly string[], readonly string[]> = once(
  v.lazy(input =>
    typeof input === 'string'
      ? v.custom<readonly string[]>(
          () => false,
          `expected words and quotes, not ${quoted(input)}: no shell runs it, so write sh -c '...' for the rest`,
        )
      : words.schema,
  ),
  text => wordsOf(text) ?? text,
  line => line.map(quotedWord).join(' '),
)

/** One piece of a word: bare characters, an escaped one, or a text in quotes. */
const PIECE = /[^\s'"\\$`~|&;<>()*?[\]#]|\\.|'[^']*'|"(?:[^"\\$`]|\\["\\$`])*"/suy
const SPACE = /\s*/suy

/** Splits a text into words; null if it holds more than words and quotes. */
function wordsOf(text: string): string[] | null {
  const found: string[] = []
  for (let at = endOf(SPACE, text, 0) ?? 0; at < text.length; ) {
    let word = ''
    let end = at
    for (let next = endOf(PIECE, text, end); next !== null; next = endOf(PIECE, text, end)) {
      word += meaningOf(text.slice(end, next))
      end = next
    }
    const space = endOf(SPACE, text, end) ?? end
    if (end === at || (space === end && end < text.length)) return null
    found.push(word)
    at = space
  }
  return found
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

function meaningOf(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1)
  if (piece.startsWith('"')) return piece.slice(1, -1).replace(/\\(.)/gsu, '$1')
  return piece.startsWith('\\') ? piece.slice(1) : piece
}

function quotedWord(word: string): string {
  return /^[\w./:=@%+,{}-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
