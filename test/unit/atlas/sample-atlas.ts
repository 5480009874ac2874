import type { NamedAtlas } from '../../../src/atlas/atlas.ts'
import type { Cell } from '../../../src/atlas/cell.ts'

const CELLS: readonly Cell[] = [
  { home: 'directory', target: 'absent', link: 'absent', outcome: 'linked', exit: 0 },
  { home: 'directory', target: 'directory', link: 'absent', outcome: 'linked', exit: 0 },
  { home: 'directory', target: 'absent', link: 'file', outcome: 'destroyed', exit: 0 },
  { home: 'directory', target: 'directory', link: 'fifo', outcome: 'lied', exit: 0 },
  { home: 'link', target: 'absent', link: 'absent', outcome: 'linked', exit: 0 },
  { home: 'link', target: 'absent', link: 'file', outcome: 'refused', exit: 1 },
  { home: 'file', target: 'absent', link: 'absent', outcome: 'refused', exit: 1 },
]

/** Returns a small atlas with a few states, and whatever is to be different in it. */
export function sampleAtlas(different: Partial<NamedAtlas> = {}): NamedAtlas {
  return {
    name: null,
    subject: 'sh link.sh',
    place: { home: 'a', link: { name: 'projects', target: 'shared' } },
    cells: CELLS,
    notes: [`it also writes "x", beside the world's root`],
    ...different,
  }
}

/** Names that could do harm in a terminal or in a page: markup, quotes, newlines, escapes, right-to-left marks, no UTF-8. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  `"><img src=x onerror='alert(1)'>`,
  '</title></style></script><!--',
  'a\nb\r\nc',
  '\u001b[2J\u001b]0;owned\u0007',
  'gnp.\u202eexe\u2066',
  '\u200e\u200f\u2028',
  '\udcff\udc80',
  '&lt;b&gt;&#60;',
  ']]>`}{',
]
