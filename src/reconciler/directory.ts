import { dirname } from 'node:path/posix'
import { type Failed, mayBeRace, mkdir, type Script } from './call.ts'
import type { Role } from './finding.ts'
import { lookAt, MAX_LOOKS, notCreated, type Obstacle } from './look.ts'

/**
 * Ensures that a path is a directory or a symlink to one: makes a missing directory and its parents. Returns null when
 * it is there.
 *
 * @param onMade is called with each directory that was made.
 */
export function* ensureDirectory(
  path: string,
  role: Role,
  onMade: (role: Role, path: string) => void,
): Script<Obstacle | null> {
  let failed: Failed | null = null
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const state = yield* lookAt(path, role, 'directory')
    if (state === 'there') return null
    if (state === 'changing') continue
    if (state !== 'absent') return state
    const parent = dirname(path)
    const obstacle = parent === path ? null : yield* ensureDirectory(parent, 'parent', onMade)
    if (obstacle !== null) return obstacle
    failed = yield* mkdir(path)
    if (failed === null) {
      onMade(role, path)
      return null
    }
    if (!mayBeRace(failed)) break
  }
  return notCreated(path, role, failed)
}
