import type { PathLike } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { getSystemErrorMap } from 'node:util'

/** The fields of Node's errors. */
interface ErrorFields {
  readonly errno: number
  readonly code: string
  readonly syscall: string
  readonly path?: string
  readonly dest?: string
}

/**
 * Returns the error with which `node:fs/promises` rejects when a call fails.
 *
 * @param code the errno name.
 * @param paths the paths that the message names: none, one, or from where and to where.
 * @example errnoError('EIO', 'mkdir', ['/x']) // EIO: i/o error, mkdir '/x'
 */
export function errnoError(
  code: string,
  syscall: string,
  paths: readonly PathLike[] = [],
): Error & ErrorFields {
  const { errno, text } = describe(code)
  const [path, dest] = paths.map(pathText)
  const where = path === undefined ? '' : ` '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`
  return Object.assign(new Error(`${code}: ${text}, ${syscall}${where}`), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  })
}

/** Something that Node itself refuses, without a system call that fails. */
export interface Refusal {
  /** A code of Node's, such as `ERR_FS_EISDIR`. */
  readonly code: string
  /** The text that all errors of that code begin with. */
  readonly text: string
  /** The errno name that Node gives for it. */
  readonly errno: string
  readonly syscall: string
  /** The text of this error alone. */
  readonly message: string
  readonly path: string
}

/** Returns the error with which Node refuses something. */
export function refusalError({ code, text, errno, syscall, message, path }: Refusal): Error & ErrorFields {
  const info = { code: errno, message, path, syscall, errno: Math.abs(describe(errno).errno) }
  const error = new Error(`${text}: ${syscall} returned ${errno} (${message}) ${path}`)
  return Object.assign(error, { name: 'SystemError', code, info, errno: info.errno, syscall, path })
}

/** Returns a path as Node's errors spell it. */
export function pathText(path: PathLike): string {
  return path instanceof URL ? fileURLToPath(path) : path.toString()
}

const BY_NAME = new Map([...getSystemErrorMap()].map(([errno, [name, text]]) => [name, { errno, text }]))
const NUMBERS = new Map(Object.entries(constants.errno))

function describe(code: string): { readonly errno: number; readonly text: string } {
  return BY_NAME.get(code) ?? { errno: -(NUMBERS.get(code) ?? 0), text: 'unknown error' }
}
