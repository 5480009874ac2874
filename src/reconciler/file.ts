import { dirname } from 'node:path/posix'
import type { Script } from './call.ts'
import { KEPT_CHANGING, lookAt, MAX_LOOKS, type Obstacle, unreadable } from './look.ts'

/**
 * Looks for the file at the path of a shared target, and makes nothing: only its owner knows what a missing file should hold.
 * Returns null when it is a file or a symlink to one.
 */
export function* requireFile(path: string): Script<Obstacle | null> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const state = yield* lookAt(path, 'target', 'file')
    if (state === 'there') return null
    if (state === 'changing') continue
    return state === 'absent' ? yield* whyAbsent(path) : state
  }
  return unreadable(path, 'target', { errno: KEPT_CHANGING })
}

/** Returns the obstacle above a missing file; the missing file itself where nothing is in its way. */
function* whyAbsent(path: string): Script<Obstacle> {
  for (let parent = dirname(path); parent !== '/'; parent = dirname(parent)) {
    const state = yield* lookAt(parent, 'parent', 'directory')
    if (state === 'there') break
    if (typeof state === 'object') return state
  }
  return { code: 'target-missing', role: 'target', path, there: { kind: 'nothing' } }
}
