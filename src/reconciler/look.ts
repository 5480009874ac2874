import type { LinkKind } from '../../fixtures/deployment.ts'
import { type Failed, type Found, isAbsence, lstat, readlink, type Script, stat } from './call.ts'
import type { Finding, FindingCode, Role, There } from './finding.ts'

/** An obstacle at one path: a finding without its home and link. */
export type Obstacle = Pick<Finding, 'code' | 'role' | 'path' | 'there'> & { readonly cause?: string }

/** How many times a path is looked at while another process keeps changing it. */
export const MAX_LOOKS = 8

/** The cause of a finding about a path that was different at each of `MAX_LOOKS` looks. */
export const KEPT_CHANGING = 'EAGAIN'

/**
 * Looks at a path once, and returns whether it is a directory, or a file, or a symlink to one; or the obstacle that is there
 * instead.
 */
export function* lookAt(
  path: string,
  role: Role,
  wanted: LinkKind,
): Script<'there' | 'absent' | 'changing' | Obstacle> {
  const seen = yield* stat(path)
  if ('kind' in seen && seen.kind === wanted) return 'there'
  if ('errno' in seen && !isAbsence(seen)) return unreadable(path, role, seen)
  const own = yield* lstat(path)
  if ('errno' in own) {
    if (!isAbsence(own)) return unreadable(path, role, own)
    return 'errno' in seen ? 'absent' : 'changing'
  }
  if (own.kind === 'symlink') return yield* lookAtSymlink(path, role, wanted)
  if (!('kind' in seen) || seen.kind !== own.kind) return 'changing'
  return inTheWay(path, role, wanted, { kind: own.kind })
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

// `stat` is asked again: another process may have made the link, or what it leads to, since.
function* lookAtSymlink(path: string, role: Role, wanted: LinkKind): Script<'there' | 'changing' | Obstacle> {
  const read = yield* readlink(path)
  if ('errno' in read) {
    return read.errno === 'EINVAL' || isAbsence(read) ? 'changing' : unreadable(path, role, read)
  }
  const led = yield* stat(path)
  if ('kind' in led && led.kind === wanted) return 'there'
  if ('errno' in led && !isAbsence(led)) return unreadable(path, role, led)
  return inTheWay(path, role, wanted, symlinkThere(read.text, led))
}

function inTheWay(path: string, role: Role, wanted: LinkKind, there: There): Obstacle {
  return { code: codeOf(role, wanted, there), role, path, there }
}

function codeOf(role: Role, wanted: LinkKind, there: There): FindingCode {
  if (role === 'home') return 'home-not-directory'
  if (role === 'parent') return 'parent-not-directory'
  const leadsNowhere = there.kind === 'symlink' && (there.leadsTo === 'nothing' || there.leadsTo === 'a loop')
  if (leadsNowhere) return 'target-dangling'
  return wanted === 'file' ? 'target-not-file' : 'target-not-directory'
}
