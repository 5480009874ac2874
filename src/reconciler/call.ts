/**
 * A system call that the reconciler asks for: one of these five. None of them can remove or overwrite anything: `mkdir`
 * and `symlink` fail if the path exists.
 */
export type Call =
  | { readonly call: 'lstat'; readonly path: string }
  | { readonly call: 'stat'; readonly path: string }
  | { readonly call: 'readlink'; readonly path: string }
  | { readonly call: 'mkdir'; readonly path: string }
  | { readonly call: 'symlink'; readonly path: string; readonly text: string }

/** The kind of an entry, as messages name it. */
export type Kind = 'directory' | 'file' | 'symlink' | 'FIFO' | 'socket' | 'device'

/** The answer of a call that failed. */
export interface Failed {
  /** Its errno name, such as `ENOENT`. */
  readonly errno: string
}

/** The answer of `lstat` and `stat`. */
export interface Found {
  readonly kind: Kind
  /** Equal for two paths if and only if they are the same entry. */
  readonly id: string
}

/** The answer of `readlink`. */
export type ReadLink = { readonly text: string } | Failed

/** The answer of a call: `Found` for lstat and stat, `{ text }` for readlink, `{ done }` for mkdir and symlink. */
export type Answer = Failed | Found | { readonly text: string } | { readonly done: true }

/** A program that yields each system call and is sent its answer. */
export type Script<T> = Generator<Call, T, Answer>

/** Looks at the entry at a path; does not follow a link. */
export function* lstat(path: string): Script<Found | Failed> {
  return found(yield { call: 'lstat', path })
}

/** Looks at the entry that a path leads to. */
export function* stat(path: string): Script<Found | Failed> {
  return found(yield { call: 'stat', path })
}

/** Reads a symlink's own text. */
export function* readlink(path: string): Script<ReadLink> {
  return linkRead(yield { call: 'readlink', path })
}

/** Returns the answer of a `readlink`. */
export function linkRead(answer: Answer): ReadLink {
  if ('text' in answer || 'errno' in answer) return answer
  throw new TypeError('a stage answered readlink with something other than a text')
}

/** Makes a directory with mode 0700 & ~umask. Returns null when it is made. */
export function* mkdir(path: string): Script<Failed | null> {
  return failure(yield { call: 'mkdir', path })
}

/** Makes a symlink. Returns null when it is made. */
export function* symlink(text: string, path: string): Script<Failed | null> {
  return failure(yield { call: 'symlink', text, path })
}

function found(answer: Answer): Found | Failed {
  if ('kind' in answer || 'errno' in answer) return answer
  throw new TypeError('a stage answered lstat or stat with something other than a kind')
}

function failure(answer: Answer): Failed | null {
  return 'errno' in answer ? answer : null
}

/** Returns whether a call failed because the path does not exist, or leads nowhere. */
export function isAbsence({ errno }: Failed): boolean {
  return errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'ELOOP'
}

/** Returns whether a `mkdir` or `symlink` may have failed because another process changed the path just before. */
export function mayBeRace(failed: Failed): boolean {
  return failed.errno === 'EEXIST' || isAbsence(failed)
}
