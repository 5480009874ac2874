import { dirname } from 'node:path/posix'
import { type Failed, type Found, lstat, mkdir, readlink, type Script, stat } from './call.ts'
import type { Finding, FindingCode, Role, There } from './finding.ts'

/** What stands in the way of one path: a finding that does not know yet which home or link it is about. */
export type Obstacle = Pick<Finding, 'code' | 'role' | 'path' | 'there'> & { readonly cause?: string }

/** How often a path is looked at again when somebody else changes it between two calls. */
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
  for (let look = 0; look < LOOKS; look += 1) {
    const seen = yield* stat(path)
    if ('kind' in seen)
      return seen.kind === 'directory' ? null : notDirectory(path, role, yield* thereAt(path, seen))
    if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(seen.errno)) return unreadable(path, role, seen.errno)
    const own = yield* lstat(path)
    if ('kind' in own) {
      if (own.kind === 'symlink') return notDirectory(path, role, yield* thereAt(path, seen))
      continue
    }
    if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(own.errno)) return unreadable(path, role, own.errno)
    const inTheWay = yield* ensureDirectory(dirname(path), 'parent', onMade)
    if (inTheWay !== null) return inTheWay
    const failed = yield* mkdir(path)
    if (failed === null) {
      onMade(role, path)
      return null
    }
    if (!isSomebodyElse(failed))
      return { code: 'not-created', role, path, there: { kind: 'nothing' }, cause: failed.errno }
  }
  return unreadable(path, role, KEPT_CHANGING)
}

/** Whether a call that makes something failed only because somebody else was there between two calls. */
export function isSomebodyElse({ errno }: Failed): boolean {
  return errno === 'EEXIST' || errno === 'ENOENT' || errno === 'ENOTDIR'
}

/** An obstacle whose path could not be looked at: unknown is never "absent". */
export function unreadable(path: string, role: Role, cause: string): Obstacle {
  return { code: 'unreadable', role, path, there: { kind: 'unknown' }, cause }
}

/** What stands at a path, given what `stat` said of it. */
export function* thereAt(path: string, seen: Found | Failed): Script<There> {
  const read = yield* readlink(path)
  if ('text' in read) return { kind: 'symlink', text: read.text, leadsTo: leadsTo(seen) }
  if ('errno' in seen || seen.kind === 'symlink') return { kind: 'unknown' }
  return { kind: seen.kind }
}

function leadsTo(seen: Found | Failed): Extract<There, { kind: 'symlink' }>['leadsTo'] {
  if ('kind' in seen) return seen.kind
  if (seen.errno === 'ELOOP') return 'a loop'
  return seen.errno === 'ENOENT' || seen.errno === 'ENOTDIR' ? 'nothing' : 'unknown'
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
