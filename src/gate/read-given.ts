import { statSync } from 'node:fs'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { realPath } from '../../fixtures/disk/real-path.ts'
import { type Given, NOTHING_GIVEN } from '../../fixtures/given/given.ts'
import { flatTreeOf } from '../../fixtures/given/read-tree.ts'
import { snapshot } from '../../fixtures/snapshot.ts'
import { printable } from '../../fixtures/text/printable.ts'
import { GateError, listingError } from './gate-error.ts'

/**
 * Reads the directory that is copied into every world.
 *
 * @param from its path; null for none.
 * @throws GateError when it is no directory, or holds something that cannot be copied.
 */
export function readGiven(from: string | null, homesExist: boolean): Given {
  if (from === null) return { ...NOTHING_GIVEN, homesExist }
  const problems: string[] = []
  const tree = flatTreeOf(snapshot(directoryAt(from)), (path, what) =>
    problems.push(`${printable(path)} ${what}`),
  )
  if (problems.length > 0)
    throw listingError(`--given: ${printable(from)} cannot be copied into a world:`, problems)
  return { tree, from, homesExist }
}

function directoryAt(path: string): string {
  try {
    if (statSync(path).isDirectory()) return realPath(path) ?? path
  } catch (error) {
    throw new GateError(`--given: ${printable(path)} cannot be read (${errnoOf(error)}).`)
  }
  throw new GateError(`--given: ${printable(path)} is not a directory.`)
}
