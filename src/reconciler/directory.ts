import { dirname } from 'node:path/posix'
import {
  type Failed,
  type Found,
  isAbsence,
  isChange,
  lstat,
  mkdir,
  readlink,
  type Script,
  stat,
} from './call.ts'
import type { Finding, FindingCode, Role, There } from './finding.ts'

/** What stands in the way of one path: a finding that does not know yet which home or link it is about. */
export type Obstacle = Pick<Finding, 'code' | 'role' | 'path' | 'there'> & { readonly cause?: string }

/** How often a path is looked at when somebody else changes it between two calls. */
export const LOOKS = 8

/** The cause given when a path was another thing at each of `LOOKS` looks. */
export const KEPT_CHANGING = 'EAGAIN'

/**
 * Sees to it that a directory, or a symlink to one, stands at a path: makes it and its parents where nothing
 * does. `onMade` hears of each directory that was made. Null when it is there.
 */
export function* ensureDirectory(
  path: string,
  role: Role,
  onMade: (role: Role, path: string) => void,
): Script<Obstacle | null> {
  let failed: Failed | null = null
  for (let look = 0; look < LOOKS; look += 1) {
    const judged = yield* judge(path, role)
    if (judged === 'there') return null
    if (judged === 'changing') continue
    if (judged !== 'absent') return judged
    const parent = dirname(path)
    const inTheWay = parent === path ? null : yield* ensureDirectory(parent, 'parent', onMade)
    if (inTheWay !== null) return inTheWay
    failed = yield* mkdir(path)
    if (failed === null) {
      onMade(role, path)
      return null
    }
    if (!isChange(failed)) break
  }
  return notMade(path, role, failed)
}

/** An obstacle whose path could not be looked at: unknown is never "absent". */
export function unreadable(path: string, role: Role, { errno }: Failed): Obstacle {
  return { code: 'unreadable', role, path, there: { kind: 'unknown' }, cause: errno }
}

/** What is left to say when the last attempt failed, or when there was none because the path kept changing. */
export function notMade(path: string, role: Role, failed: Failed | null): Obstacle {
  if (failed === null) return unreadable(path, role, { errno: KEPT_CHANGING })
  return { code: 'not-created', role, path, there: { kind: 'nothing' }, cause: failed.errno }
}

/** A symlink as it stands, given what `stat` said of where it leads. */
export function symlinkThere(text: string, led: Found | Failed): Extract<There, { kind: 'symlink' }> {
  if ('kind' in led) return { kind: 'symlink', text, leadsTo: led.kind }
  if (led.errno === 'ELOOP') return { kind: 'symlink', text, leadsTo: 'a loop' }
  return { kind: 'symlink', text, leadsTo: isAbsence(led) ? 'nothing' : 'unknown' }
}

function* judge(path: string, role: Role): Script<'there' | 'absent' | 'changing' | Obstacle> {
  const seen = yield* stat(path)
  if ('kind' in seen && seen.kind === 'directory') return 'there'
  if ('errno' in seen && !isAbsence(seen)) return unreadable(path, role, seen)
  const own = yield* lstat(path)
  if ('errno' in own) {
    if (!isAbsence(own)) return unreadable(path, role, own)
    return 'errno' in seen ? 'absent' : 'changing'
  }
  if (own.kind === 'symlink') return yield* judgeSymlink(path, role)
  return 'kind' in seen && seen.kind === own.kind ? notDirectory(path, role, { kind: own.kind }) : 'changing'
}

// Where it leads is asked again: somebody else may have made the link, or its directory, since.
function* judgeSymlink(path: string, role: Role): Script<'there' | 'changing' | Obstacle> {
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
