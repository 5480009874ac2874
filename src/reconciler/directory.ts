import { dirname } from 'node:path/posix'
import {
  type Failed,
  type Found,
  isAbsence,
  lstat,
  mayBeRace,
  mkdir,
  readlink,
  type Script,
  stat,
} from './call.ts'
import type { Finding, FindingCode, Role, There } from './finding.ts'

/** An obstacle at one path: a finding without its home and link. */
export type Obstacle = Pick<Finding, 'code' | 'role' | 'path' | 'there'> & { readonly cause?: string }

/** How many times a path is looked at while another process keeps changing it. */
export const MAX_LOOKS = 8

/** The cause of a finding about a path that was different at each of `MAX_LOOKS` looks. */
export const KEPT_CHANGING = 'EAGAIN'

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
    const state = yield* lookAt(path, role)
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

/** Returns the obstacle for a path that could not be read: unknown is never "absent". */
export function unreadable(path: string, role: Role, { errno }: Failed): Obstacle {
  return { code: 'unreadable', role, path, there: { kind: 'unknown' }, cause: errno }
}

/** Returns the obstacle for a path that was not created: the last attempt failed, or the path changed at every look. */
export function notCreated(path: string, role: Role, failed: Failed | null): Obstacle {
  if (failed === null) return unreadable(path, role, { errno: KEPT_CHANGING })
  return { code: 'not-created', role, path, there: { kind: 'nothing' }, cause: failed.errno }
}

/** Returns what is there for a symlink with a text, given the answer of `stat`. */
export function symlinkThere(text: string, led: Found | Failed): Extract<There, { kind: 'symlink' }> {
  if ('kind' in led) return { kind: 'symlink', text, leadsTo: led.kind }
  if (led.errno === 'ELOOP') return { kind: 'symlink', text, leadsTo: 'a loop' }
  return { kind: 'symlink', text, leadsTo: isAbsence(led) ? 'nothing' : 'unknown' }
}

function* lookAt(path: string, role: Role): Script<'there' | 'absent' | 'changing' | Obstacle> {
  const seen = yield* stat(path)
  if ('kind' in seen && seen.kind === 'directory') return 'there'
  if ('errno' in seen && !isAbsence(seen)) return unreadable(path, role, seen)
  const own = yield* lstat(path)
  if ('errno' in own) {
    if (!isAbsence(own)) return unreadable(path, role, own)
    return 'errno' in seen ? 'absent' : 'changing'
  }
  if (own.kind === 'symlink') return yield* lookAtSymlink(path, role)
  return 'kind' in seen && seen.kind === own.kind ? notDirectory(path, role, { kind: own.kind }) : 'changing'
}

// `stat` is asked again: another process may have made the link, or its directory, since.
function* lookAtSymlink(path: string, role: Role): Script<'there' | 'changing' | Obstacle> {
  const read = yield* readlink(path)
  if ('errno' in read) {
    return read.errno === 'EINVAL' || isAbsence(read) ? 'changing' : unreadable(path, role, read)
  }
  const led = yield* stat(path)
  if ('kind' in led && led.kind === 'directory') return 'there'
  if ('errno' in led && !isAbsence(led)) return unreadable(path, role, led)
  return notDirectory(path, role, symlinkThere(read.text, led))
}

function notDirectory(path: string, role: Role, there: There): Obstacle {
  return { code: codeOf(role, there), role, path, there }
}

function codeOf(role: Role, there: There): FindingCode {
  if (role === 'home') return 'home-not-directory'
  if (role === 'parent') return 'parent-not-directory'
  const leadsNowhere = there.kind === 'symlink' && (there.leadsTo === 'nothing' || there.leadsTo === 'a loop')
  return leadsNowhere ? 'target-dangling' : 'target-not-directory'
}
