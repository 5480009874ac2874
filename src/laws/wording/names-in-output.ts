import { fromBytes } from '../../../fixtures/disk/bytes.ts'

/**
 * Returns whether an output holds a name as a whole word: `foobar` does not name `foo`. Each program escapes names in
 * its own way, so the output is searched as it is, and with the escapes of shells and of C undone.
 */
export function namesWord(output: string, word: string): boolean {
  if (word === '') return false
  return [output, unescaped(output), unescaped(output.replace(/'\\''|'"'"'/g, "'"))].some(text =>
    holdsWord(text, word),
  )
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + word.length)]
    if (
      !/[\p{L}\p{N}_-]$|[\p{L}\p{N}_-]\.$/u.test(before) &&
      !/^(?:[\p{L}\p{N}_-]|\.[\p{L}\p{N}_-])/u.test(after)
    )
      return true
  }
  return false
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function unescaped(text: string): string {
  const bytes = text.replace(/(?:\\[0-7]{3}|\\x[0-9a-f]{2})+/gi, run => {
    const codes = [...run.matchAll(/\\([0-7]{3})|\\x([0-9a-f]{2})/gi)].map(([, octal, hex]) =>
      octal === undefined ? Number.parseInt(hex ?? '0', 16) : Number.parseInt(octal, 8),
    )
    return fromBytes(Uint8Array.from(codes))
  })
  const units = bytes.replace(/\\u\{?([0-9a-f]{4,6})\}?/gi, (all, code: string) => {
    const point = Number.parseInt(code, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : all
  })
  return units.replace(/\\(.)/gsu, (_all, char: string) => SIMPLE[char] ?? char)
}
