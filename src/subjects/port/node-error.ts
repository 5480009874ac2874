import type { PathLike } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { getSystemErrorMap } from 'node:util'
import { errnoOf } from '../../../fixtures/disk/errno.ts'

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

/** Returns the error with which Node's `rm` itself refuses a directory, without a system call that fails. */
export function directoryRefusal(at: PathLike): Error & ErrorFields {
  const path = pathText(at)
  const [syscall, errno] = ['rm', constants.errno.EISDIR]
  const info = { code: 'EISDIR', message: 'is a directory', path, syscall, errno }
  const error = new Error(`Path is a directory: rm returned EISDIR (is a directory) ${path}`)
  return Object.assign(error, { name: 'SystemError', code: 'ERR_FS_EISDIR', info, errno, syscall, path })
}

/** Returns a handler of rejections that resolves to undefined for an errno to ignore, and rejects again otherwise. */
export function ignoring(isIgnored: (errno: string) => boolean): (error: unknown) => undefined {
  return error => {
    const errno = errnoOf(error)
    if (errno === undefined || !isIgnored(errno)) throw error
  }
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
