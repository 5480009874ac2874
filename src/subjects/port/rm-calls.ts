import type { PathLike, RmDirOptions, RmOptions } from 'node:fs'
import * as node from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { refusal, shownPath } from './errno-error.ts'
import type { Steps } from './intercepted-calls.ts'

interface Retries {
  readonly most: number
  /** In milliseconds; each wait is longer by it than the one before. */
  readonly delay: number
}

/** Calls that remove, one step for each entry. What is a link is removed and never followed. */
export function portRm({ take }: Steps) {
  const rm = async (path: PathLike, options: RmOptions = {}): Promise<void> => {
    const { force = false, recursive = false } = options
    const stat = await unless(
      errno => force && errno === 'ENOENT',
      () => look(path),
    )
    if (stat?.isDirectory() && !recursive) {
      throw refusal({
        code: 'ERR_FS_EISDIR',
        says: 'Path is a directory',
        errno: 'EISDIR',
        syscall: 'rm',
        message: 'is a directory',
        path: shownPath(path),
      })
    }
    await remove(path, retriesOf(options))
  }

  const rmdir = async (path: PathLike, options: RmDirOptions = {}): Promise<void> => {
    if (options.recursive !== true) return await take({ call: 'rmdir', path }, () => node.rmdir(path))
    const stat = await take({ call: 'stat', path }, () => node.stat(path))
    await (stat.isDirectory() ? remove(path, retriesOf(options)) : removeEmpty(path))
  }

  /** In the order of node: a directory is tried first as if it were empty. */
  const remove = async (path: PathLike, retries: Retries): Promise<void> => {
    for (let failed = 0; ; failed += 1) {
      try {
        return await removeOnce(path, retries)
      } catch (error) {
        const errno = errnoOf(error)
        if (errno === 'ENOENT') return
        if (errno === undefined || !PASSING.has(errno) || failed >= retries.most) throw error
        await sleep((failed + 1) * retries.delay)
      }
    }
  }

  const removeOnce = async (path: PathLike, retries: Retries): Promise<void> => {
    const stat = await unless(
      errno => errno !== 'ENOENT',
      () => look(path),
    )
    if (stat?.isDirectory()) return await removeDirectory(path, retries, null)
    try {
      await take({ call: 'unlink', path }, () => node.unlink(path))
    } catch (error) {
      const errno = errnoOf(error)
      if (errno !== 'EISDIR' && errno !== 'EPERM') throw error
      await removeDirectory(path, retries, error)
    }
  }

  /**
   * `instead` is what unlinking it has said, which is told where it is no directory. Where nothing was unlinked it is a
   * link whose name ends in a slash, of which node says that it is removed, though it is not.
   */
  const removeDirectory = async (path: PathLike, retries: Retries, instead: unknown): Promise<void> => {
    try {
      return await removeEmpty(path)
    } catch (error) {
      const errno = errnoOf(error)
      if (errno === 'ENOTDIR' && instead === null) return
      if (errno === 'ENOTDIR') throw instead
      if (errno === undefined || !MAY_BE_FULL.has(errno)) throw error
    }
    for (const name of await take(
      { call: 'readdir', path, error: { syscall: 'scandir', paths: [path] } },
      () => node.readdir(path, 'buffer'),
    )) {
      await remove(
        Buffer.concat([Buffer.from(path instanceof URL ? shownPath(path) : path), SLASH, name]),
        retries,
      )
    }
    await removeEmpty(path)
  }

  const look = (path: PathLike) => take({ call: 'lstat', path }, () => node.lstat(path))
  const removeEmpty = (path: PathLike) => take({ call: 'rmdir', path }, () => node.rmdir(path))

  return { rm, rmdir }
}

const SLASH = Buffer.from('/')
const PASSING: ReadonlySet<string> = new Set(['EBUSY', 'EMFILE', 'ENFILE', 'ENOTEMPTY', 'EPERM'])
const MAY_BE_FULL: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM'])

function retriesOf({ maxRetries = 0, retryDelay = 100 }: RmOptions | RmDirOptions): Retries {
  return { most: maxRetries, delay: retryDelay }
}

/** What `act` gives, or nothing where it fails with an errno that may be passed over. */
async function unless<T>(mayPass: (errno: string) => boolean, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === undefined || !mayPass(errno)) throw error
    return undefined
  }
}
