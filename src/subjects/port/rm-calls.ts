import type { PathLike, RmDirOptions, RmOptions } from 'node:fs'
import * as node from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import type { CallQueue } from './call-queue.ts'
import { directoryRefusal, ignoring, pathText } from './node-error.ts'

/** Returns the operations that remove, with calls for each entry. A link is removed, and never followed. */
export function portRm({ make }: CallQueue) {
  const rm = async (path: PathLike, options: RmOptions = {}): Promise<void> => {
    const { force = false, recursive = false } = options
    const stat = await look(path).catch(ignoring(errno => force && errno === 'ENOENT'))
    if (stat?.isDirectory() && !recursive) throw directoryRefusal(path)
    await remove(path, options)
  }

  const rmdir = async (path: PathLike, options: RmDirOptions = {}): Promise<void> => {
    if (options.recursive !== true) return await removeEmpty(path)
    const stat = await make({ call: 'stat', path }, () => node.stat(path))
    await (stat.isDirectory() ? remove(path, options) : removeEmpty(path))
  }

  /**
   * In the order of Node, which first removes a directory as if it were empty. Each wait before a retry is longer than
   * the one before by `retryDelay`, in milliseconds.
   */
  const remove = async (path: PathLike, options: RmDirOptions): Promise<void> => {
    const { maxRetries = 0, retryDelay = 100 } = options
    for (let failed = 0; ; failed += 1) {
      try {
        return await removeOnce(path, options)
      } catch (error) {
        const errno = errnoOf(error)
        if (errno === 'ENOENT') return
        if (errno === undefined || !WORTH_A_RETRY.has(errno) || failed >= maxRetries) throw error
        await sleep((failed + 1) * retryDelay)
      }
    }
  }

  const removeOnce = async (path: PathLike, options: RmDirOptions): Promise<void> => {
    const stat = await look(path).catch(ignoring(errno => errno !== 'ENOENT'))
    if (stat?.isDirectory()) return await removeDirectory(path, options, null)
    try {
      await make({ call: 'unlink', path }, () => node.unlink(path))
    } catch (error) {
      const errno = errnoOf(error)
      if (errno !== 'EISDIR' && errno !== 'EPERM') throw error
      await removeDirectory(path, options, error)
    }
  }

  /**
   * Removes a directory with its content.
   *
   * @param unlinkError the error of an earlier `unlink`, thrown if the path is no directory; null if `lstat` found a
   * directory. If that is none, it is a link, named with a trailing slash: Node resolves, though nothing is removed.
   */
  const removeDirectory = async (
    path: PathLike,
    options: RmDirOptions,
    unlinkError: unknown,
  ): Promise<void> => {
    try {
      return await removeEmpty(path)
    } catch (error) {
      const errno = errnoOf(error)
      if (errno === 'ENOTDIR' && unlinkError === null) return
      if (errno === 'ENOTDIR') throw unlinkError
      if (errno === undefined || !MAYBE_NOT_EMPTY.has(errno)) throw error
    }
    const directory = Buffer.from(path instanceof URL ? pathText(path) : path)
    const names = await make({ call: 'readdir', path, syscall: 'scandir' }, () =>
      node.readdir(path, 'buffer'),
    )
    for (const name of names) await remove(Buffer.concat([directory, SLASH, name]), options)
    await removeEmpty(path)
  }

  const look = (path: PathLike) => make({ call: 'lstat', path }, () => node.lstat(path))
  const removeEmpty = (path: PathLike) => make({ call: 'rmdir', path }, () => node.rmdir(path))

  return { rm, rmdir }
}

const SLASH = Buffer.from('/')
const WORTH_A_RETRY: ReadonlySet<string> = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'ENOTEMPTY', 'EPERM'])
const MAYBE_NOT_EMPTY: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM'])
