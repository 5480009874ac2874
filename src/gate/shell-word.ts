import { toBytes } from '../../fixtures/bytes.ts'

/** A text as one word of sh, whatever bytes it holds, to be joined with others; nothing for an empty one. */
export function word(text: string): string {
  if (/^[\w./:=@%+,-]*$/.test(text)) return text
  const bytes = toBytes(text)
  if (bytes.every(byte => byte >= 0x20 && byte < 0x7f)) return `'${text.replaceAll("'", "'\\''")}'`
  // A command substitution drops the newlines at its end.
  const ends = /\n+$/u.exec(text)?.[0] ?? ''
  const head = bytes.subarray(0, bytes.length - ends.length)
  const quotedHead = head.length === 0 ? '' : `"$(printf ${octal(head)})"`
  return ends === '' ? quotedHead : `${quotedHead}'${ends}'`
}

/** Bytes as the format of a `printf`, in quotes. */
export function octal(bytes: Uint8Array): string {
  const text = [...bytes].map((byte, i) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c && byte !== 0x25
    // A format that begins with a dash would be an option.
    return isPlain && !(i === 0 && byte === 0x2d)
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`
  })
  return `'${text.join('')}'`
}
