import type { PathLike } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { getSystemErrorMap } from 'node:util'

/** What a failure of node's own carries besides its message. */
interface Failure {
  readonly errno: number
  readonly code: string
  readonly syscall: string
  readonly path?: string
  readonly dest?: string
}

/**
 * An error as `node:fs/promises` would reject with, for a call that was not made.
 *
 * @param paths those that the call names: one, or where from and where to, or none.
 * @example errnoError('EIO', 'mkdir', ['/x']) // EIO: i/o error, mkdir '/x'
 */
export function errnoError(code: string, syscall: string, paths: readonly PathLike[] = []): Error & Failure {
  const { errno, text } = known(code)
  const [path, dest] = paths.map(shownPath)
  const where = path === undefined ? '' : ` '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`
  return Object.assign(new Error(`${code}: ${text}, ${syscall}${where}`), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  })
}

/** What node finds wrong by itself, before or between the calls of `rm` and `cp`. */
export interface Refusal {
  /** A code of node's, such as `ERR_FS_EISDIR`. */
  readonly code: string
  /** What node says of every error of that code. */
  readonly says: string
  /** The errno name that it stands for. */
  readonly errno: string
  readonly syscall: string
  /** What is wrong this time. */
  readonly message: string
  readonly path: string
}

/** An error as node makes one for what no system call has refused. */
export function refusal({ code, says, errno, syscall, message, path }: Refusal): Error & Failure {
  const info = { code: errno, message, path, syscall, errno: Math.abs(known(errno).errno) }
  const error = new Error(`${says}: ${syscall} returned ${errno} (${message}) ${path}`)
  return Object.assign(error, { name: 'SystemError', code, info, errno: info.errno, syscall, path })
}

/** A path as an error names it. */
export function shownPath(path: PathLike): string {
  return path instanceof URL ? fileURLToPath(path) : path.toString()
}

const BY_NAME = new Map([...getSystemErrorMap()].map(([errno, [name, text]]) => [name, { errno, text }]))
const NUMBERS = new Map(Object.entries(constants.errno))

function known(code: string): { readonly errno: number; readonly text: string } {
  return BY_NAME.get(code) ?? { errno: -(NUMBERS.get(code) ?? 0), text: 'unknown error' }
}
