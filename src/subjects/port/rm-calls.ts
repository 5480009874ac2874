import type { PathLike, RmDirOptions, RmOptions } from 'node:fs'
import * as node from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import type { CallQueue } from './call-queue.ts'
import { pathText, refusalError } from './node-error.ts'

interface Retries {
  readonly most: number
  /** The first wait. Each wait is that much longer than the one before. */
  readonly delayMs: number
}

/** Returns the operations that remove, with calls for each entry. A link is removed, and never followed. */
export function portRm({ make }: CallQueue) {
  const rm = async (path: PathLike, options: RmOptions = {}): Promise<void> => {
    const { force = false, recursive = false } = options
    const stat = await ignoring(
      errno => force && errno === 'ENOENT',
      () => look(path),
    )
    if (stat?.isDirectory() && !recursive) {
      throw refusalError({
        code: 'ERR_FS_EISDIR',
        text: 'Path is a directory',
        errno: 'EISDIR',
        syscall: 'rm',
        message: 'is a directory',
        path: pathText(path),
      })
    }
    await remove(path, retriesOf(options))
  }

  const rmdir = async (path: PathLike, options: RmDirOptions = {}): Promise<void> => {
    if (options.recursive !== true) return await make({ call: 'rmdir', path }, () => node.rmdir(path))
    const stat = await make({ call: 'stat', path }, () => node.stat(path))
    await (stat.isDirectory() ? remove(path, retriesOf(options)) : removeEmpty(path))
  }

  /** In the order of Node, which first removes a directory as if it were empty. */
  const remove = async (path: PathLike, retries: Retries): Promise<void> => {
    for (let failed = 0; ; failed += 1) {
      try {
        return await removeOnce(path, retries)
      } catch (error) {
        const errno = errnoOf(error)
        if (errno === 'ENOENT') return
        if (errno === undefined || !WORTH_A_RETRY.has(errno) || failed >= retries.most) throw error
        await sleep((failed + 1) * retries.delayMs)
      }
    }
  }

  const removeOnce = async (path: PathLike, retries: Retries): Promise<void> => {
    const stat = await ignoring(
      errno => errno !== 'ENOENT',
      () => look(path),
    )
    if (stat?.isDirectory()) return await removeDirectory(path, retries, null)
    try {
      await make({ call: 'unlink', path }, () => node.unlink(path))
    } catch (error) {
      const errno = errnoOf(error)
      if (errno !== 'EISDIR' && errno !== 'EPERM') throw error
      await removeDirectory(path, retries, error)
    }
  }

  /**
   * Removes a directory with its content.
   *
   * @param unlinkError the error of an earlier `unlink`, thrown if the path is no directory; null if `lstat` found a
   * directory. If that is none, it is a link, named with a trailing slash: Node resolves, though nothing is removed.
   */
  const removeDirectory = async (path: PathLike, retries: Retries, unlinkError: unknown): Promise<void> => {
    try {
      return await removeEmpty(path)
    } catch (error) {
      const errno = errnoOf(error)
      if (errno === 'ENOTDIR' && unlinkError === null) return
      if (errno === 'ENOTDIR') throw unlinkError
      if (errno === undefined || !MAYBE_NOT_EMPTY.has(errno)) throw error
    }
    for (const name of await make(
      { call: 'readdir', path, error: { syscall: 'scandir', paths: [path] } },
      () => node.readdir(path, 'buffer'),
    )) {
      await remove(
        Buffer.concat([Buffer.from(path instanceof URL ? pathText(path) : path), SLASH, name]),
        retries,
      )
    }
    await removeEmpty(path)
  }

  const look = (path: PathLike) => make({ call: 'lstat', path }, () => node.lstat(path))
  const removeEmpty = (path: PathLike) => make({ call: 'rmdir', path }, () => node.rmdir(path))

  return { rm, rmdir }
}

const SLASH = Buffer.from('/')
const WORTH_A_RETRY: ReadonlySet<string> = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'ENOTEMPTY', 'EPERM'])
const MAYBE_NOT_EMPTY: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM'])

function retriesOf({ maxRetries = 0, retryDelay = 100 }: RmOptions | RmDirOptions): Retries {
  return { most: maxRetries, delayMs: retryDelay }
}

/** Returns what `act` resolves to, or undefined when it fails with an errno to ignore. */
async function ignoring<T>(
  isIgnored: (errno: string) => boolean,
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === undefined || !isIgnored(errno)) throw error
    return undefined
  }
}
