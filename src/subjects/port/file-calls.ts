import { constants, existsSync, type PathLike } from 'node:fs'
import * as node from 'node:fs/promises'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import type { CallQueue } from './call-queue.ts'
import { errnoError, ignoring } from './node-error.ts'

type Args<Name extends 'readFile' | 'writeFile' | 'appendFile' | 'copyFile'> = Parameters<(typeof node)[Name]>
type Flags = string | number

/**
 * Returns the operations on the bytes of files. Opening (`create`, or `truncate` where the file exists, or `open`
 * where that changes nothing) and writing are calls of their own: a file is empty before it has its new bytes.
 */
export function portFiles({ make }: CallQueue) {
  const open = <T>(path: PathLike, flags: Flags, act: () => Promise<T>) =>
    make({ call: () => callOfOpen(path, flags), path, syscall: 'open' }, async () => {
      await neverOpenFifo(path)
      return await act()
    })

  const writeFile = async (...[path, data, options]: Args<'writeFile'>): Promise<void> => {
    const { encoding, mode, flag, flush, signal } = optionsOf(options)
    const pieces = piecesOf(data, encoding ?? 'utf8')
    // Node refuses wrong data before it opens the file, which would empty it.
    if (isHandle(path) || pieces === null) return await node.writeFile(path, data, options)
    signal?.throwIfAborted()
    const flags = flag ?? 'w'
    const handle = await open(path, flags, () => node.open(path, flags, mode))
    try {
      for await (const piece of pieces) {
        signal?.throwIfAborted()
        const bytes = bytesOf(piece, encoding ?? 'utf8')
        if (bytes.byteLength === 0) continue
        await make({ call: 'write', path, named: [] }, () => handle.writeFile(bytes))
      }
      if (flush === true) await handle.sync()
    } finally {
      await handle.close()
    }
  }

  const appendFile = async (...[path, data, options]: Args<'appendFile'>): Promise<void> => {
    const given = optionsOf(options)
    await writeFile(path, data, { ...given, flag: given.flag ?? 'a' })
  }

  const readFile = async (...[path, options]: Args<'readFile'>): Promise<string | Buffer> => {
    if (isHandle(path)) return await node.readFile(path, options)
    const flags = (typeof options === 'object' ? options?.flag : undefined) ?? 'r'
    return await open(path, flags, () => node.readFile(path, options))
  }

  /** In the order of libuv, which removes the new file when copying fails. */
  const copyFile = async (...[from, to, mode = 0]: Args<'copyFile'>): Promise<void> => {
    const isNew = (mode & constants.COPYFILE_EXCL) !== 0
    const flags = constants.O_WRONLY | constants.O_CREAT | (isNew ? constants.O_EXCL : 0)
    const handles: node.FileHandle[] = []
    let hasFailed = true
    try {
      const source = await open(from, constants.O_RDONLY, () => node.open(from))
      handles.push(source)
      const stat = await source.stat()
      const target = await open(to, flags | constants.O_TRUNC, async () => {
        const opened = await node.open(to, flags, stat.mode)
        handles.push(opened)
        if (await isSame(source, opened)) return null
        await opened.truncate()
        await opened.chmod(stat.mode & 0o7777)
        return opened
      })
      if (target !== null && stat.size > 0) {
        await make({ call: 'write', path: to }, () => node.writeFile(target, source.createReadStream()))
      }
      hasFailed = false
    } catch (cause) {
      const errno = errnoOf(cause)
      throw errno === undefined ? cause : errnoError(errno, 'copyfile', [from, to])
    } finally {
      for (const handle of handles) await handle.close()
      if (hasFailed && handles.length === 2) {
        await make({ call: 'unlink', path: to }, () => node.unlink(to)).catch(ignoring(() => true))
      }
    }
  }

  return { readFile, writeFile, appendFile, copyFile }
}

/** The plain name of an `open`, which depends on its flags and on what exists. */
function callOfOpen(path: PathLike, flags: Flags): string {
  const has = (letter: string, bit: number) =>
    typeof flags === 'string' ? flags.includes(letter) : (flags & bit) !== 0
  const creates = has('w', constants.O_CREAT) || (typeof flags === 'string' && flags.includes('a'))
  if (creates && (has('x', constants.O_EXCL) || !existsSync(path))) return 'create'
  return has('w', constants.O_TRUNC) ? 'truncate' : 'open'
}

/** Never resolves for a FIFO: opening one would wait for its other end, in one of the few threads of this process. */
async function neverOpenFifo(path: PathLike): Promise<void> {
  const isFifo = await node.stat(path).then(
    stat => stat.isFIFO(),
    () => false,
  )
  if (isFifo) await new Promise<never>(() => {})
}

async function isSame(a: node.FileHandle, b: node.FileHandle): Promise<boolean> {
  const [one, other] = await Promise.all([a.stat({ bigint: true }), b.stat({ bigint: true })])
  return one.dev === other.dev && one.ino === other.ino
}

function isHandle(path: PathLike | node.FileHandle): path is node.FileHandle {
  return typeof path === 'object' && path !== null && 'fd' in path
}

/** The options, for which Node also accepts the name of an encoding. */
function optionsOf(options: Args<'writeFile'>[2]) {
  return typeof options === 'string' ? { encoding: options } : (options ?? {})
}

/** The data in pieces; null for data that Node refuses. */
function piecesOf(data: Args<'writeFile'>[1], encoding: BufferEncoding) {
  if (typeof data === 'string' || ArrayBuffer.isView(data)) return [bytesOf(data, encoding)]
  return typeof data === 'object' &&
    data !== null &&
    (Symbol.asyncIterator in data || Symbol.iterator in data)
    ? data
    : null
}

function bytesOf(piece: string | NodeJS.ArrayBufferView, encoding: BufferEncoding): Uint8Array {
  return typeof piece === 'string'
    ? Buffer.from(piece, encoding)
    : new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
}
