/// <reference types="node" preserve="true" />
import type { PathLike } from 'node:fs'
import * as node from 'node:fs/promises'
import type { CallQueue } from './call-queue.ts'
import { portFiles } from './file-calls.ts'
import { portMkdir } from './mkdir-calls.ts'
import { portRm } from './rm-calls.ts'

/**
 * The part of `node:fs/promises` that a port may use. Node's own module is a `PortFs` too, so that the same function
 * runs in production with the one and under test with the other. Each call takes, does and throws what Node's does.
 *
 * @example
 * import * as fsPromises from 'node:fs/promises'
 *
 * const link = (fs: PortFs, home: string) => fs.symlink('/srv/projects', `${home}/projects`)
 * await link(fsPromises, '/home/a')
 */
export type PortFs = Pick<typeof node, keyof ReturnType<typeof portFsOn>>

type NodeCall = (...args: never[]) => Promise<unknown>
type CallOnPath = (path: PathLike, ...rest: never[]) => Promise<unknown>

/**
 * Returns a file system that makes its calls through a queue, and otherwise does what Node's does. An operation of
 * several calls (`mkdir` and `rm` with `recursive`, `copyFile`, `writeFile`) is decided call by call, since data is lost
 * between them.
 *
 * After `kill`, the call never settles, and later calls do nothing.
 *
 * @example
 * const interceptor: Interceptor = ({ call }) => (call === 'symlink' ? { errno: 'EIO' } : 'continue')
 * const fs = portFsOn(callQueue(interceptor, '/tmp/world'))
 * await fs.symlink('/srv/projects', '/tmp/world/projects') // rejects: EIO: i/o error, symlink ...
 */
export function portFsOn(calls: CallQueue) {
  const files = portFiles(calls)
  const directories = portMkdir(calls)
  const removal = portRm(calls)
  const replaced = <F extends NodeCall>(original: F, act: (...args: Parameters<F>) => Promise<unknown>): F =>
    new Proxy(original, {
      apply: (_original, _self, args: Parameters<F>) => calls.operation(() => act(...args)),
    })
  const onPath = <F extends CallOnPath>(original: F, call: string, syscall = call): F =>
    replaced(original, (...args) => {
      const [path] = args
      return calls.make({ call, path, syscall }, () => Reflect.apply(original, undefined, args))
    })
  const onTwoPaths = (original: typeof node.rename, call: string) =>
    replaced(original, (path, to) => calls.make({ call, path, to }, () => original(path, to)))
  return withRefusals({
    access: onPath(node.access, 'access'),
    appendFile: replaced(node.appendFile, files.appendFile),
    chmod: onPath(node.chmod, 'chmod'),
    copyFile: replaced(node.copyFile, files.copyFile),
    link: onTwoPaths(node.link, 'link'),
    lstat: onPath(node.lstat, 'lstat'),
    mkdir: replaced(node.mkdir, directories.mkdir),
    mkdtemp: replaced(node.mkdtemp, directories.mkdtemp),
    readFile: replaced(node.readFile, files.readFile),
    readdir: onPath(node.readdir, 'readdir', 'scandir'),
    readlink: onPath(node.readlink, 'readlink'),
    realpath: onPath(node.realpath, 'realpath'),
    rename: onTwoPaths(node.rename, 'rename'),
    rm: replaced(node.rm, removal.rm),
    rmdir: replaced(node.rmdir, removal.rmdir),
    stat: onPath(node.stat, 'stat'),
    symlink: replaced(node.symlink, (text, path, type) =>
      calls.make({ call: 'symlink', path, named: [text, path] }, () => node.symlink(text, path, type)),
    ),
    truncate: onPath(node.truncate, 'truncate', 'open'),
    unlink: onPath(node.unlink, 'unlink'),
    utimes: onPath(node.utimes, 'utimes', 'utime'),
    writeFile: replaced(node.writeFile, files.writeFile),
  })
}

/** Names what `node:fs/promises` has and a port cannot use, instead of `undefined is not a function`. */
function withRefusals<Fs extends object>(fs: Fs): Fs {
  return new Proxy(fs, {
    get: (target, name, receiver) => {
      if (typeof name === 'string' && name in node && !(name in target)) {
        throw new TypeError(`a port cannot use fs.${name}; it can use ${Object.keys(target).join(', ')}`)
      }
      return Reflect.get(target, name, receiver)
    },
  })
}
