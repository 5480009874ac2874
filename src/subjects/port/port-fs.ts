/// <reference types="node" preserve="true" />
import type { PathLike } from 'node:fs'
import * as node from 'node:fs/promises'
import type { Interceptor } from '../interceptor.ts'
import { portFiles } from './file-calls.ts'
import { type Steps, stepsOf } from './intercepted-calls.ts'
import { portMkdir } from './mkdir-calls.ts'
import { portRm } from './rm-calls.ts'

/**
 * The part of `node:fs/promises` that a port may use. What takes a `PortFs` can be called with node's own module as
 * well: in production with the one, under test with the other.
 *
 * @example
 * import * as fsPromises from 'node:fs/promises'
 *
 * const link = (fs: PortFs) => fs.symlink('/srv/projects', '/home/a/projects')
 * await link(fsPromises)
 */
export type PortFs = Pick<
  typeof node,
  | 'access'
  | 'appendFile'
  | 'chmod'
  | 'copyFile'
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'mkdtemp'
  | 'readFile'
  | 'readdir'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rm'
  | 'rmdir'
  | 'stat'
  | 'symlink'
  | 'truncate'
  | 'unlink'
  | 'utimes'
  | 'writeFile'
>

/**
 * A file system that asks a director before each system call on a path inside of `root`, and is node's own in all
 * else. What node makes of several calls (`mkdir` and `rm` with `recursive`, `copyFile`, `writeFile`) is taken
 * apart into them, since it is between them that data is lost.
 *
 * Where the director says `die`, the call never settles, and no later call does anything.
 *
 * @example
 * const fs = portFs(({ call }) => (call === 'symlink' ? { errno: 'EIO' } : 'continue'), '/tmp/world')
 * await fs.symlink('/srv/projects', '/tmp/world/projects') // rejects: EIO: i/o error, symlink ...
 */
export function portFs(interceptor: Interceptor, root: string): PortFs {
  return fsOf(stepsOf(interceptor, root))
}

type OfNode = (...args: never[]) => Promise<unknown>
type OnePath = (path: PathLike, ...rest: never[]) => Promise<unknown>

/** A file system that takes its steps there. */
export function fsOf(steps: Steps): PortFs {
  const files = portFiles(steps)
  const directories = portMkdir(steps)
  const removal = portRm(steps)
  const instead = <F extends OfNode>(like: F, act: (...args: Parameters<F>) => Promise<unknown>): F =>
    new Proxy(like, { apply: (_like, _self, args: Parameters<F>) => steps.whole(() => act(...args)) })
  const one = <F extends OnePath>(like: F, call: string, syscall = call): F =>
    instead(like, (...args) => {
      const [path] = args
      return steps.take({ call, path, error: { syscall, paths: [path] } }, () =>
        Reflect.apply(like, undefined, args),
      )
    })
  const two = (like: typeof node.rename, call: string) =>
    instead(like, (path, to) => steps.take({ call, path, to }, () => like(path, to)))
  return withRefusals({
    access: one(node.access, 'access'),
    appendFile: instead(node.appendFile, files.appendFile),
    chmod: one(node.chmod, 'chmod'),
    copyFile: instead(node.copyFile, files.copyFile),
    link: two(node.link, 'link'),
    lstat: one(node.lstat, 'lstat'),
    mkdir: instead(node.mkdir, directories.mkdir),
    mkdtemp: instead(node.mkdtemp, directories.mkdtemp),
    readFile: instead(node.readFile, files.readFile),
    readdir: one(node.readdir, 'readdir', 'scandir'),
    readlink: one(node.readlink, 'readlink'),
    realpath: one(node.realpath, 'realpath'),
    rename: two(node.rename, 'rename'),
    rm: instead(node.rm, removal.rm),
    rmdir: instead(node.rmdir, removal.rmdir),
    stat: one(node.stat, 'stat'),
    symlink: instead(node.symlink, (text, path, type) =>
      steps.take({ call: 'symlink', path, error: { syscall: 'symlink', paths: [text, path] } }, () =>
        node.symlink(text, path, type),
      ),
    ),
    truncate: one(node.truncate, 'truncate', 'open'),
    unlink: one(node.unlink, 'unlink'),
    utimes: one(node.utimes, 'utimes', 'utime'),
    writeFile: instead(node.writeFile, files.writeFile),
  })
}

/** Refuses, by name, what `node:fs/promises` has and a port may not use: without it, `undefined is not a function`. */
function withRefusals(fs: PortFs): PortFs {
  return new Proxy(fs, {
    get: (target, name, receiver) => {
      if (typeof name === 'string' && name in node && !(name in target)) {
        throw new TypeError(`a port cannot use fs.${name}; it can use ${Object.keys(target).join(', ')}`)
      }
      return Reflect.get(target, name, receiver)
    },
  })
}
