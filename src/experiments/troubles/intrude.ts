import { lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { joined, parentOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { resolve } from '../../damage/resolve.ts'
import type { Intruder } from '../../observation/trouble.ts'
import { orNull } from '../../subjects/or-null.ts'
import type { BuiltWorld } from '../built-world.ts'

/** The name of a file that an intruder makes in an existing directory. */
export const INTRUDER_NAME = 'somebody-else'
/** The directory that an intruder's link leads to. */
const LINKED = `.${INTRUDER_NAME}`

/**
 * Makes an entry at a path with its missing parents, or a file in a directory that is there.
 *
 * @param tree the world as it is.
 * @returns the paths of what it made, the entry itself first; none where another entry is there, or the way is blocked.
 */
export function intrude({ root }: BuiltWorld, tree: Snapshot, wanted: string, makes: Intruder): string[] {
  // Links are resolved in the tree: on this side of a mount, they may lead out of the world.
  const own = resolve(tree, wanted, false)
  if (own.leads !== 'nowhere' && !(own.leads === 'there' && own.entry.type === 'dir')) return []
  const isInside = own.leads === 'there'
  const path = isInside ? joined(own.path, INTRUDER_NAME) : own.whole
  if (tree.entries.has(path) || tree.entries.has(LINKED)) return []
  const at = (relative: string) => toPath(`${root}/${relative}`)
  const made: string[] = []
  const makeFile = (file: string) => {
    writeFileSync(at(file), `somebody else's, at ${path}\n`, { flag: 'wx' })
    made.push(file)
  }
  const makeDirectory = (directory: string) => {
    mkdirSync(at(directory))
    made.push(directory)
    makeFile(`${directory}/only.jsonl`)
  }
  // A mode may keep an intruder out, as it does any process.
  orNull(() => {
    mkdirSync(at(parentOf(path)), { recursive: true })
    if (makes === 'file' || isInside) makeFile(path)
    else if (makes === 'directory') makeDirectory(path)
    else {
      symlinkSync(toPath(`${tree.seenAs}/${LINKED}`), at(path))
      made.push(path)
      makeDirectory(LINKED)
    }
  })
  return made.filter(one => lstatSync(at(one), { throwIfNoEntry: false }) !== undefined)
}
