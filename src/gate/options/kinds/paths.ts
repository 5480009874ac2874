import * as v from 'valibot'
import { expected } from '../schema/expected.ts'
import { type Kind, once } from './kind.ts'

/** Validates a path in a world's root, and normalizes it: `./a//b/` becomes `a/b`. */
export const PATH_IN_ROOT: v.GenericSchema<string, string> = v.pipe(
  v.string(expected('a path')),
  v.check(path => problemOf(path) === null, expected("a path in the world's root", problemOf)),
  v.transform(path => pathParts(path).join('/')),
)

/** Directories of the system: a home cannot be in one. */
const SYSTEM = ['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'proc', 'run', 'sbin', 'sys', 'usr']
/** Directories that hold more than homes: a home can be in one, and cannot replace it. */
const SHARED = ['home', 'media', 'mnt', 'opt', 'srv', 'tmp', 'var']

const MOUNT_POINT = v.pipe(
  v.string(expected('an absolute path')),
  v.check(isAbsolute, expected('an absolute path without ".."')),
  v.check(
    path => !isAbsolute(path) || !hidesPrograms(path),
    expected('a directory such as /home/ubuntu', () => 'a mount there would hide files that programs need'),
  ),
  v.transform(path => `/${pathParts(path).join('/')}`),
)

/** The kind of an absolute directory at which a world can appear. */
export const mountPoint: Kind<string, string> = once(
  MOUNT_POINT,
  text => text,
  path => path,
)

function problemOf(path: unknown): string | null {
  if (typeof path !== 'string') return null
  if (path.startsWith('/')) return 'it is absolute'
  if (path.startsWith('~')) return 'only a shell expands "~"'
  if (path.includes('{root}')) return 'it is relative to the root already: leave out "{root}"'
  if (path.split('/').includes('..')) return 'a ".." may lead out of it'
  return pathParts(path).length === 0 ? 'it names nothing' : null
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('..')
}

function hidesPrograms(path: string): boolean {
  const [first = '', ...rest] = pathParts(path)
  return first === '' || SYSTEM.includes(first) || (rest.length === 0 && SHARED.includes(first))
}

/** Splits a path into its parts, without empty ones and `.`. */
function pathParts(path: string): string[] {
  return path.split('/').filter(part => part !== '' && part !== '.')
}
