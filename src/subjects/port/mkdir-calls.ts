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
import type { CallQueue } from './call-queue.ts'
import { errnoError, pathText } from './node-error.ts'

/** Returns the operations that make directories, one call per directory. */
export function portMkdir({ make }: CallQueue) {
  const makeOne = (path: PathLike, mode: Mode | undefined) =>
    make({ call: 'mkdir', path }, () => node.mkdir(path, { mode }))

  const mkdir = async (path: PathLike, options?: Mode | MakeDirectoryOptions | null) => {
    const given = typeof options === 'object' ? options : { mode: options }
    if (given?.recursive !== true) {
      await make({ call: 'mkdir', path }, () => node.mkdir(path, options))
      return undefined
    }
    return await makeAll(path instanceof URL ? pathText(path) : path, given.mode)
  }

  /** In the order of Node: upwards to a parent that can be made, then down again. Returns the first that was made. */
  const makeAll = async (path: string | Buffer, mode: Mode | undefined) => {
    const pending = [path]
    let first: string | undefined
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      try {
        await makeOne(at, mode)
        first ??= pathText(at)
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
      if ((await make({ call: 'stat', path }, () => node.stat(path))).isDirectory()) return
    } catch (error) {
      const found = errnoOf(error)
      if (found === undefined) throw error
      errno = found
    }
    throw errnoError(isParent ? 'ENOTDIR' : errno, 'mkdir', [path])
  }

  /**
   * The last six characters are a counter, and not random as Node's are, so that a run asks for the same path each
   * time. A name that is taken is skipped, as Node does.
   */
  const mkdtemp = async (prefix: PathLike, options?: Encoding) => {
    const text =
      typeof prefix === 'string' ? prefix : prefix instanceof URL ? pathText(prefix) : fromBytes(prefix)
    for (let n = 0; ; n += 1) {
      const path = toPath(`${text}${n.toString(36).padStart(6, 'X')}`)
      try {
        await makeOne(path, 0o700)
        return encoded(path, options)
      } catch (cause) {
        const errno = errnoOf(cause)
        if (errno === undefined) throw cause
        if (errno !== 'EEXIST') throw errnoError(errno, 'mkdtemp', [path])
      }
    }
  }

  return { mkdir, mkdtemp }
}

/** The errors at which Node gives up. At any other it looks whether the directory exists. */
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
