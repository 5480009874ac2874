/**
 * The system calls that the reconciler may ask for, and there are no more than these five. None of them can
 * remove or overwrite anything: `mkdir` and `symlink` fail where something stands.
 */
export type Call =
  | { readonly call: 'lstat'; readonly path: string }
  | { readonly call: 'stat'; readonly path: string }
  | { readonly call: 'readlink'; readonly path: string }
  | { readonly call: 'mkdir'; readonly path: string }
  | { readonly call: 'symlink'; readonly path: string; readonly text: string }

/** What kind of thing stands at a path. */
export type Kind = 'directory' | 'file' | 'symlink' | 'FIFO' | 'socket' | 'device'

/** The call failed, with this errno name. */
export interface Failed {
  readonly errno: string
}

/** What `lstat` or `stat` found; two paths with the same `id` are one and the same entry. */
export interface Found {
  readonly kind: Kind
  readonly id: string
}

/** What a call answered: `Found` for lstat and stat, `{ text }` for readlink, `{ done }` for the other two. */
export type Answer = Failed | Found | { readonly text: string } | { readonly done: true }

/** A program that yields each system call it wants and is sent what the call answered. */
export type Script<T> = Generator<Call, T, Answer>

export function* lstat(path: string): Script<Found | Failed> {
  return found(yield { call: 'lstat', path })
}

export function* stat(path: string): Script<Found | Failed> {
  return found(yield { call: 'stat', path })
}

export function* readlink(path: string): Script<{ readonly text: string } | Failed> {
  const answer = yield { call: 'readlink', path }
  if ('text' in answer || 'errno' in answer) return answer
  throw new TypeError('a stage answered readlink with something else than a text')
}

/** Makes a directory with mode 0700 & ~umask; null when it is made. */
export function* mkdir(path: string): Script<Failed | null> {
  return failure(yield { call: 'mkdir', path })
}

/** Makes a symlink; null when it is made. */
export function* symlink(text: string, path: string): Script<Failed | null> {
  return failure(yield { call: 'symlink', text, path })
}

function found(answer: Answer): Found | Failed {
  if ('kind' in answer || 'errno' in answer) return answer
  throw new TypeError('a stage answered lstat or stat with something else than a kind')
}

function failure(answer: Answer): Failed | null {
  return 'errno' in answer ? answer : null
}

/** Whether a call that looks failed because nothing stands at the path, or it leads nowhere. */
export function isAbsence({ errno }: Failed): boolean {
  return errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'ELOOP'
}

/** Whether a call that makes something may have failed only because somebody else was there between two calls. */
export function isChange(failed: Failed): boolean {
  return failed.errno === 'EEXIST' || isAbsence(failed)
}
