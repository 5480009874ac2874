import { contentOf } from '../../fixtures/disk/build.ts'
import type { FlatEntry, FlatTree } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { octalMode } from '../../fixtures/text/modes.ts'

/** A tree as lines, from its description: `a/x: file 0644 "one\n"`. */
export function linesOf(tree: FlatTree): string[] {
  return [...tree].map(([path, entry]) => `${path}: ${inWords(entry, tree)}`).sort()
}

/** The same lines, from what was read on the disk. */
export function linesRead({ entries, root }: Snapshot): string[] {
  return [...entries]
    .filter(([path]) => path !== '')
    .map(([path, { type, mode, text, content }]) => {
      if (type === 'link') return `${path}: link ${text?.replaceAll(root, '{root}')}`
      if (type === 'dir') return `${path}: dir ${octalMode(mode)}`
      return type === 'file' ? `${path}: file ${octalMode(mode)} ${latin1(content)}` : `${path}: ${type}`
    })
    .sort()
}

/** What tells one world from another. */
export function keyOf({ deployment, tree, rootName }: WorldSpec): string {
  return JSON.stringify([deployment, linesOf(tree), rootName])
}

function inWords(entry: FlatEntry, tree: FlatTree): string {
  switch (entry.type) {
    case 'dir':
      return `dir ${octalMode(entry.mode ?? 0o755)}`
    case 'file':
      return `file ${octalMode(entry.mode ?? 0o644)} ${latin1(contentOf(entry.content))}`
    case 'link':
      return `link ${entry.text}`
    case 'hard-link': {
      const other = tree.get(entry.to)
      return other === undefined ? 'a hard link to nothing' : inWords(other, tree)
    }
    default:
      return entry.type
  }
}

function latin1(content: Uint8Array | undefined): string {
  return JSON.stringify(Buffer.from(content ?? []).toString('latin1'))
}
