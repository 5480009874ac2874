import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { pathParts } from '../../../../fixtures/schema/path-in-root.ts'
import { list } from './basic.ts'
import { type Kind, once } from './kind.ts'

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

const OWN_PATH = v.pipe(
  v.string(expected('a path')),
  v.check(path => path !== '' && !path.includes('\0'), expected('a path')),
)

/** The kind of a path of the caller's. The command line takes it from the working directory, a config from its own directory. */
export const ownPath: Kind<string, string> = once(
  OWN_PATH,
  text => text,
  path => path,
)

/** The kind of a list of such paths. */
export const ownPaths: Kind<readonly string[], readonly string[]> = list(OWN_PATH)

function isAbsolute(path: string): boolean {
  return path.startsWith('/') && !path.includes('\0') && !path.split('/').includes('..')
}

function hidesPrograms(path: string): boolean {
  const [first = '', ...rest] = pathParts(path)
  return first === '' || SYSTEM.includes(first) || (rest.length === 0 && SHARED.includes(first))
}
