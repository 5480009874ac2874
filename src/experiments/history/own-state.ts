import { lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { namesIn } from '../../../fixtures/disk/names.ts'
import type { StateDamage } from '../../../fixtures/states/world-spec.ts'
import { orNull } from '../../subjects/or-null.ts'

/** Return the content of a damaged file. */
const DAMAGES: Readonly<Record<StateDamage, (content: Buffer) => Uint8Array>> = {
  'state-emptied': () => Buffer.alloc(0),
  'state-cut': content => content.subarray(0, content.length / 2),
  'state-newer': content => Buffer.concat([Buffer.from('# version 99\n'), content]),
}

/** Damages files that a subject keeps for itself. */
export function damageState(files: readonly string[], how: StateDamage): void {
  for (const file of files) {
    writeFileSync(toPath(file), DAMAGES[how](readFileSync(toPath(file))))
  }
}

/** Returns the paths of all files with content below a directory; none where it is missing. */
export function filledFilesBelow(directory: string): string[] {
  const names = orNull(() => namesIn(directory)) ?? []
  return names.flatMap(name => {
    const path = `${directory}/${name}`
    const found = lstatSync(toPath(path))
    if (found.isDirectory()) return filledFilesBelow(path)
    return found.isFile() && found.size > 0 ? [path] : []
  })
}
