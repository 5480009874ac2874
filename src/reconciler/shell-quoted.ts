import { toBytes } from '../../fixtures/bytes.ts'

/**
 * A text as one word of bash, whatever bytes it holds, and safe to print.
 *
 * @example shellQuoted("it's") // 'it'\''s'
 */
export function shellQuoted(text: string): string {
  const bytes = [...toBytes(text)]
  return bytes.every(isPrintable)
    ? `'${text.replaceAll("'", "'\\''")}'`
    : `$'${bytes.map(inAnsiQuotes).join('')}'`
}

function inAnsiQuotes(byte: number): string {
  const isPlain = isPrintable(byte) && byte !== 0x27 && byte !== 0x5c
  return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f
}
