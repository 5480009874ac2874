import { contentOf } from '../fixtures/disk/build.ts'
import { fromBytes } from '../fixtures/disk/bytes.ts'
import type { EntryType } from '../fixtures/snapshot.ts'
import { symlinkInWords, typeInWords } from '../fixtures/text/entry.ts'
import { octalMode } from '../fixtures/text/modes.ts'
import { counted } from '../fixtures/text/plurals.ts'
import { printable, quoted } from '../fixtures/text/printable.ts'
import type { ShownPaths } from './shown-paths.ts'

/** The part of an entry, described or real, that a message shows. */
export interface EntryFacts {
  readonly type: EntryType | 'absent' | 'hard-link'
  readonly mode?: number
  readonly content?: string | Uint8Array
  readonly text?: string
  readonly to?: string
  readonly sealed?: true
}

/** In bytes: the content of a longer file is not shown. */
const LONGEST_SHOWN = 40

/** Returns an entry in words: `a file of 2 bytes, "x\n"`. */
export function entryInWords(entry: EntryFacts, shown: ShownPaths): string {
  const sealed = entry.sealed === true ? ', which could not be read' : ''
  switch (entry.type) {
    case 'absent':
      return 'nothing'
    case 'dir':
      return `${typeInWords('dir')}${sealed}`
    case 'file':
      return fileInWords(contentOf(entry.content ?? ''), sealed)
    case 'link':
      return symlinkInWords(shown.text(entry.text ?? ''))
    case 'hard-link':
      return `a hard link to ${printable(entry.to ?? '')}`
    default:
      return typeInWords(entry.type)
  }
}

/** Returns an entry in words, with its permission bits if it has any: `a directory, mode 0755`. */
export function entryWithMode(entry: EntryFacts, shown: ShownPaths): string {
  const words = entryInWords(entry, shown)
  return entry.mode === undefined ? words : `${words}, mode ${octalMode(entry.mode)}`
}

function fileInWords(content: Uint8Array, sealed: string): string {
  if (sealed !== '') return `a file${sealed}`
  if (content.length === 0) return 'an empty file'
  const size = `a file of ${counted(content.length, 'byte')}`
  return content.length <= LONGEST_SHOWN ? `${size}, ${quoted(fromBytes(content))}` : size
}
