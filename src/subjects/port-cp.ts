import type { BigIntStats, CopyOptions } from 'node:fs'
import * as node from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path/posix'
import { errnoOf } from '../../fixtures/errno.ts'
import { cpRefusal } from './cp-refusals.ts'
import { shownPath } from './errno-error.ts'
import type { portFiles } from './port-files.ts'
import type { portMkdir } from './port-mkdir.ts'
import type { Steps } from './steps.ts'

/** The other calls that copying is made of. */
type Parts = Pick<ReturnType<typeof portFiles>, 'copyFile'> & Pick<ReturnType<typeof portMkdir>, 'mkdir'>

/**
 * `cp`, one step for each call that it makes, in the order of node. With `force`, which is the default, a file that is
 * in the way is removed before the new one is made; a link is, with or without it.
 */
export function portCp({ take }: Steps, { copyFile, mkdir }: Parts) {
  const stat = (path: string) => take({ call: 'stat', path }, () => node.stat(path, { bigint: true }))
  const lstat = (path: string) => take({ call: 'lstat', path }, () => node.lstat(path, { bigint: true }))
  const chmod = (path: string, mode: number) => take({ call: 'chmod', path }, () => node.chmod(path, mode))
  const unlink = (path: string) => take({ call: 'unlink', path }, () => node.unlink(path))
  const readlink = (path: string) => take({ call: 'readlink', path }, () => node.readlink(path))
  const symlink = (text: string, path: string) =>
    take({ call: 'symlink', path, error: { syscall: 'symlink', paths: [text, path] } }, () =>
      node.symlink(text, path),
    )
  const opendir = (path: string) =>
    take({ call: 'readdir', path, error: { syscall: 'opendir', paths: [path] } }, () => node.opendir(path))

  const cp = async (source: string | URL, destination: string | URL, options: CopyOptions = {}) => {
    const { dereference = false, verbatimSymlinks = false } = options
    // Node's own words for options that cannot go together; it does nothing else then.
    if (dereference && verbatimSymlinks) return await node.cp(source, destination, options)
    const [from, to] = [shownPath(source), shownPath(destination)]
    const found = await examined(from, to, options)
    if (found === null) return
    await mustNotHold(from, found.source, to)
    if ((await orAbsent(stat(dirname(to)))) === null) await mkdir(dirname(to), { recursive: true })
    await copyOne(from, to, found.target, options)
  }

  /** What is to be copied and what is in its place, if the one may become the other; null where it is left out. */
  const examined = async (from: string, to: string, { dereference, filter }: CopyOptions) => {
    if (filter !== undefined && !(await filter(from, to))) return null
    const look = dereference === true ? stat : lstat
    const source = await look(from)
    const target = await orAbsent(look(to))
    if (target !== null) {
      if (isSame(source, target)) throw cpRefusal('ERR_FS_CP_EINVAL', 'src and dest cannot be the same', to)
      if (source.isDirectory() && !target.isDirectory()) {
        const message = `cannot overwrite non-directory ${to} with directory ${from}`
        throw cpRefusal('ERR_FS_CP_DIR_TO_NON_DIR', message, to)
      }
      if (!source.isDirectory() && target.isDirectory()) {
        const message = `cannot overwrite directory ${to} with non-directory ${from}`
        throw cpRefusal('ERR_FS_CP_NON_DIR_TO_DIR', message, to)
      }
    }
    if (source.isDirectory() && isIn(to, from)) throw intoItself(from, to)
    return { source, target }
  }

  /** Whatever links lead there: no parent of the destination may be the source. */
  const mustNotHold = async (from: string, source: BigIntStats, to: string) => {
    let below = to
    for (let at = resolve(dirname(to)); at !== resolve(dirname(from)) && at !== '/'; at = dirname(at)) {
      const found = await orAbsent(stat(at))
      if (found === null) return
      if (isSame(source, found)) throw intoItself(from, below)
      below = at
    }
  }

  const copyOne = async (from: string, to: string, target: BigIntStats | null, options: CopyOptions) => {
    const source = await (options.dereference === true ? stat : lstat)(from)
    if (source.isDirectory()) {
      if (options.recursive === true) return await copyDirectory(from, source, to, target, options)
      throw cpRefusal('ERR_FS_EISDIR', `${from} is a directory (not copied)`, from)
    }
    if (source.isSymbolicLink()) return await copyLink(from, to, target, options)
    if (source.isSocket()) throw cpRefusal('ERR_FS_CP_SOCKET', `cannot copy a socket file: ${to}`, to)
    if (source.isFIFO()) throw cpRefusal('ERR_FS_CP_FIFO_PIPE', `cannot copy a FIFO pipe: ${to}`, to)
    await copyOneFile(from, modeOf(source), to, target, options)
  }

  const copyDirectory = async (
    from: string,
    source: BigIntStats,
    to: string,
    target: BigIntStats | null,
    options: CopyOptions,
  ) => {
    if (target === null) await mkdir(to)
    else if (MAJOR >= 22 && options.errorOnExist === true && options.force === false) throw alreadyThere(to)
    // As node does, it reads on while it copies, and so may meet what it has made itself.
    for await (const { name } of await opendir(from)) {
      const [below, there] = [join(from, name), join(to, name)]
      const found = await examined(below, there, options)
      if (found !== null) await copyOne(below, there, found.target, options)
    }
    if (target === null) await chmod(to, modeOf(source))
  }

  const copyOneFile = async (
    from: string,
    mode: number,
    to: string,
    target: BigIntStats | null,
    options: CopyOptions,
  ) => {
    const { force = true, errorOnExist = false, preserveTimestamps = false } = options
    if (target !== null && !force) {
      if (errorOnExist) throw alreadyThere(to)
      return
    }
    if (target !== null) await unlink(to)
    await copyFile(from, to, options.mode)
    if (preserveTimestamps) {
      if ((mode & 0o200) === 0) await chmod(to, mode | 0o200)
      const { atime, mtime } = await stat(from)
      await take({ call: 'utimes', path: to, error: { syscall: 'utime', paths: [to] } }, () =>
        node.utimes(to, atime, mtime),
      )
    }
    await chmod(to, mode)
  }

  const copyLink = async (from: string, to: string, target: BigIntStats | null, options: CopyOptions) => {
    const text = await readlink(from)
    const source = options.verbatimSymlinks === true ? text : resolve(dirname(from), text)
    if (target === null) return await symlink(source, to)
    let present: string
    try {
      present = resolve(dirname(to), await readlink(to))
    } catch (error) {
      if (errnoOf(error) !== 'EINVAL') throw error
      return await symlink(source, to)
    }
    if (isIn(present, source) && (MAJOR < 24 || (await isDirectory(from))))
      throw cpRefusal('ERR_FS_CP_EINVAL', selfMessage(source, present), to)
    if ((await stat(from)).isDirectory() && isIn(source, present)) {
      throw cpRefusal('ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', `cannot overwrite ${present} with ${source}`, to)
    }
    await unlink(to)
    await symlink(source, to)
  }

  return { cp }
}

/** Node has changed what it refuses: since 22 a directory that is there, and since 24 no link to a file in a file. */
const MAJOR = Number.parseInt(process.versions.node, 10)

async function isDirectory(path: string): Promise<boolean> {
  return await node.stat(path).then(
    stat => stat.isDirectory(),
    () => false,
  )
}

async function orAbsent<T>(looking: Promise<T>): Promise<T | null> {
  return await looking.catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  })
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.dev === b.dev
}

/** By their text alone. */
function isIn(path: string, directory: string): boolean {
  const parts = partsOf(path)
  return partsOf(directory).every((part, i) => parts[i] === part)
}

function partsOf(path: string): string[] {
  return resolve(path).split('/').filter(Boolean)
}

function modeOf(stat: BigIntStats): number {
  return Number(stat.mode)
}

function alreadyThere(path: string): Error {
  return cpRefusal('ERR_FS_CP_EEXIST', `${path} already exists`, path)
}

function intoItself(from: string, to: string): Error {
  return cpRefusal('ERR_FS_CP_EINVAL', selfMessage(from, to), to)
}

function selfMessage(from: string, to: string): string {
  return `cannot copy ${from} to a subdirectory of self ${to}`
}
