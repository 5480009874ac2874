import { contentOf } from '../fixtures/disk/build.ts'
import { fromBytes } from '../fixtures/disk/bytes.ts'
import type { EntryType } from '../fixtures/snapshot.ts'
import { symlinkInWords, typeInWords } from '../fixtures/text/entry.ts'
import { octalMode } from '../fixtures/text/modes.ts'
import { counted } from '../fixtures/text/plurals.ts'
import { printable, quoted } from '../fixtures/text/printable.ts'

/** As much of an entry, described or real, as words can say. */
export interface Worded {
  readonly type: EntryType | 'absent' | 'hard-link'
  readonly mode?: number
  readonly content?: string | Uint8Array
  readonly text?: string
  readonly to?: string
  readonly sealed?: true
}

/** Files up to this many bytes are shown whole. */
const SHORT = 40

/** What an entry is: `a file of 2 bytes, "x\n"`. */
export function entryInWords(entry: Worded): string {
  const sealed = entry.sealed === true ? ', which could not be read' : ''
  switch (entry.type) {
    case 'absent':
      return 'nothing'
    case 'dir':
      return `${typeInWords('dir')}${sealed}`
    case 'file':
      return fileInWords(contentOf(entry.content ?? ''), sealed)
    case 'link':
      return symlinkInWords(entry.text ?? '')
    case 'hard-link':
      return `a hard link to ${printable(entry.to ?? '')}`
    default:
      return typeInWords(entry.type)
  }
}

/** As `entryInWords`, with the permission bits, where there are any: `a directory of mode 0755`. */
export function entryWithMode(entry: Worded): string {
  const words = entryInWords(entry)
  return entry.mode === undefined ? words : `${words}, mode ${octalMode(entry.mode)}`
}

function fileInWords(content: Uint8Array, sealed: string): string {
  if (sealed !== '') return `a file${sealed}`
  if (content.length === 0) return 'an empty file'
  const size = `a file of ${counted(content.length, 'byte')}`
  return content.length <= SHORT ? `${size}, ${quoted(fromBytes(content))}` : size
}
