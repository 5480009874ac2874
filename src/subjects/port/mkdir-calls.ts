import type {
  BufferEncodingOption,
  MakeDirectoryOptions,
  Mode,
  ObjectEncodingOptions,
  PathLike,
} from 'node:fs'
import * as node from 'node:fs/promises'
import { fromBytes, toPath } from '../../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { errnoError, shownPath } from './errno-error.ts'
import type { Steps } from './intercepted-calls.ts'

/** Calls that make directories, one step for each directory. */
export function portMkdir({ take }: Steps) {
  const makeOne = (path: PathLike, mode: Mode | undefined) =>
    take({ call: 'mkdir', path }, () => node.mkdir(path, { mode }))

  const mkdir = async (path: PathLike, options?: Mode | MakeDirectoryOptions | null) => {
    const given = typeof options === 'object' ? options : { mode: options }
    if (given?.recursive !== true) {
      await take({ call: 'mkdir', path }, () => node.mkdir(path, options))
      return undefined
    }
    return await makeAll(path instanceof URL ? shownPath(path) : path, given.mode)
  }

  /** In the order of node: up to the first that can be made, and down again. Returns the first made. */
  const makeAll = async (path: string | Buffer, mode: Mode | undefined) => {
    const pending = [path]
    let first: string | undefined
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      try {
        await makeOne(at, mode)
        first ??= shownPath(at)
      } catch (error) {
        const errno = errnoOf(error)
        const parent = parentOf(at)
        if (errno === undefined || FINAL.has(errno)) throw error
        if (errno === 'ENOENT' && parent.length > 0 && parent.length < at.length) pending.push(at, parent)
        else await mustBeDirectory(at, errno === 'EEXIST' && pending.length > 0)
      }
    }
    return first
  }

  const mustBeDirectory = async (path: PathLike, isParent: boolean) => {
    let errno = 'EEXIST'
    try {
      if ((await take({ call: 'stat', path }, () => node.stat(path))).isDirectory()) return
    } catch (error) {
      const found = errnoOf(error)
      if (found === undefined) throw error
      errno = found
    }
    throw errnoError(isParent ? 'ENOTDIR' : errno, 'mkdir', [path])
  }

  /**
   * The six characters at the end are counted, not drawn: so a run asks for the same path each time, and one that
   * is taken is passed over as ever.
   */
  const mkdtemp = async (prefix: PathLike, options?: Encoding) => {
    const text =
      typeof prefix === 'string' ? prefix : prefix instanceof URL ? shownPath(prefix) : fromBytes(prefix)
    for (let n = 0; ; n += 1) {
      const path = toPath(`${text}${n.toString(36).padStart(6, 'X')}`)
      const error = { syscall: 'mkdtemp', paths: [path] }
      try {
        await take({ call: 'mkdir', path, error }, () => node.mkdir(path, 0o700))
        return encoded(path, options)
      } catch (cause) {
        const errno = errnoOf(cause)
        if (errno === undefined) throw cause
        if (errno !== 'EEXIST') throw errnoError(errno, error.syscall, error.paths)
      }
    }
  }

  return { mkdir, mkdtemp }
}

/** What node gives up at; at all else it looks whether a directory is there all the same. */
const FINAL: ReadonlySet<string> = new Set(['EACCES', 'ENOSPC', 'ENOTDIR', 'EPERM'])

function parentOf(path: string | Buffer): string | Buffer {
  const end = Math.max(0, path.lastIndexOf('/'))
  return typeof path === 'string' ? path.slice(0, end) : path.subarray(0, end)
}

type Encoding = ObjectEncodingOptions | BufferEncodingOption | BufferEncoding | null | undefined

function encoded(path: string | Buffer, options: Encoding): string | Buffer {
  const encoding = typeof options === 'string' ? options : (options?.encoding ?? 'utf8')
  const bytes = Buffer.from(path)
  return encoding === 'buffer' ? bytes : bytes.toString(encoding)
}
