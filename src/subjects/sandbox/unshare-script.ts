import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { toBytes } from '../../../fixtures/disk/bytes.ts'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { printfFormat, shellWord } from '../../../fixtures/text/shell-words.ts'
import { processLimit } from '../process/process-limit.ts'
import type { Confinement } from './confinement.ts'
import { hostView, type Mount } from './host-view.ts'
import { fileSystems } from './mounted-file-systems.ts'
import { systemPath } from './system-programs.ts'

/** Where the new file system is put together: a directory that every Linux has, and that is mounted anew. */
const SHOP = '/sys'
const NEW_ROOT = `${SHOP}/new`
/** Mounted anew, and so not taken from the host. */
const REMADE = ['/dev', '/proc', '/sys']
const DEVICES = [
  'null',
  'zero',
  'full',
  'random',
  'urandom',
  'tty',
  'ptmx',
  'fd',
  'stdin',
  'stdout',
  'stderr',
]

/**
 * Lines of sh that put a file system together in a mount namespace of their own, move into it, so that nothing of the
 * other one is left to be found, and run their arguments there. `mount -a` mounts all at once: each start of `mount`
 * takes a millisecond. What is mounted, and made to be mounted on, is known beforehand.
 */
export function preparation(confinement: Confinement): string {
  const mounts = sequence(confinement)
  const table = mounts.map((mount, i) => rowOf(mount, i)).filter(row => row !== '')
  const devices = DEVICES.map(name => `/dev/${name}`).filter(path => existsSync(path))
  const directories = [NEW_ROOT, `${SHOP}/dev/pts`, `${SHOP}/dev/shm`]
  return [
    'set -e',
    processLimit(),
    `p=\${PATH-} PATH=${shellWord(systemPath())}`,
    `mount -t tmpfs -o mode=755 none ${SHOP}`,
    `mkdir -p ${[...directories, ...mounts.flatMap((_, i) => directoriesFor(mounts, i)).map(shellWord)].join(' ')}`,
    ...mounts.flatMap((_, i) => madeFor(mounts, i)),
    `cp -a ${devices.join(' ')} ${SHOP}/dev/`,
    `printf ${printfFormat(toBytes(table.join('')))} >${SHOP}/fstab`,
    `mount -a -T ${SHOP}/fstab`,
    `cd ${NEW_ROOT}`,
    'pivot_root . .',
    'umount -l .',
    `cd ${shellWord(confinement.seenAs)}`,
    'PATH=$p',
    // As the last command of all it would take the place of the shell.
    '"$@"; exit $?',
  ].join('\n')
}

/** What bubblewrap makes by flags of its own. */
type OwnMount = Mount | { readonly kind: 'new'; readonly at: string; readonly row: string }

const OWN: readonly OwnMount[] = [
  { kind: 'new', at: '/sys', row: `sysfs ${NEW_ROOT}/sys sysfs ro` },
  // Root owns what sets the parameters of the kernel.
  { kind: 'new', at: '/proc', row: `proc ${NEW_ROOT}/proc proc ro` },
  { kind: 'new', at: '/dev', row: `${SHOP}/dev ${NEW_ROOT}/dev none bind,ro` },
  {
    kind: 'new',
    at: '/dev/pts',
    row: `devpts ${NEW_ROOT}/dev/pts devpts newinstance,ptmxmode=0666,mode=620`,
  },
  { kind: 'new', at: '/dev/shm', row: `tmpfs ${NEW_ROOT}/dev/shm tmpfs mode=1777,size=256m,nosuid,nodev` },
]

/** All that is mounted, in its order. What is mounted below a directory does not come with it. */
function sequence(confinement: Confinement): OwnMount[] {
  const { base, over } = hostView(confinement)
  const places = [...REMADE, ...over.flatMap(({ kind, at }) => (kind === 'see' ? [] : [at]))]
  const below = fileSystems().map((path): Mount => ({ kind: 'see', from: path, at: path, mayGo: true }))
  return [
    ...base.filter(({ at }) => !REMADE.includes(at)),
    ...below.filter(({ at }) => !places.some(place => isWithin(at, place))),
    ...OWN,
    ...over.flatMap(mount => [
      mount,
      ...(mount.kind === 'see' ? below.filter(({ at }) => at !== mount.at && isWithin(at, mount.at)) : []),
    ]),
  ]
}

/** A line as in `/etc/fstab`; none for what needs no mounting. */
function rowOf(mount: OwnMount, index: number): string {
  if (mount.kind === 'link') return ''
  if (mount.kind === 'new') return `${mount.row} 0 0\n`
  const at = escaped(mount.at === '/' ? NEW_ROOT : `${NEW_ROOT}${mount.at}`)
  if (mount.kind === 'empty') return `${shelf(index)} ${at} none bind,ro 0 0\n`
  const options = [
    'bind',
    ...(mount.kind === 'see' ? ['ro'] : []),
    ...(mount.kind === 'see' && mount.mayGo === true ? ['nofail'] : []),
    // In the new /dev/shm, which is no copy of the other.
    ...(isWithin(mount.at, '/dev/shm') || !mount.at.startsWith('/') ? ['x-mount.mkdir'] : []),
  ]
  return `${escaped(mount.from)} ${at} none ${options.join(',')} 0 0\n`
}

/** The directory that stands for an empty place. */
function shelf(index: number): string {
  return `${SHOP}/empty${index}`
}

function directoriesFor(mounts: readonly OwnMount[], index: number): string[] {
  const mount = mounts[index]
  const inShop = pointInShop(mounts, index)
  return [
    ...(mount?.kind === 'empty' ? [shelf(index)] : []),
    ...(mount?.kind === 'empty' && mount.at === '/' ? REMADE.map(path => `${shelf(index)}${path}`) : []),
    ...(inShop === null ? [] : [mount !== undefined && isDirectory(mount) ? inShop : dirname(inShop)]),
  ]
}

/** What else is made before anything is mounted: files to mount files on, and links. */
function madeFor(mounts: readonly OwnMount[], index: number): string[] {
  const mount = mounts[index]
  const inShop = pointInShop(mounts, index)
  if (mount === undefined || inShop === null) return []
  if (mount.kind === 'link') return [`ln -s -- ${shellWord(mount.text)} ${shellWord(inShop)}`]
  return isDirectory(mount) ? [] : [`: >${shellWord(inShop)}`]
}

/** Where in an empty place a later one is put; null for one that is put elsewhere. */
function pointInShop(mounts: readonly OwnMount[], index: number): string | null {
  const mount = mounts[index]
  if (mount === undefined || mount.kind === 'new') return null
  const holder = mounts.slice(0, index).findLastIndex(({ at }) => at === '/' || isWithin(mount.at, at))
  const empty = mounts[holder]
  if (empty?.kind !== 'empty') return null
  return `${shelf(holder)}${empty.at === '/' ? mount.at : mount.at.slice(empty.at.length)}`
}

// A path that is not known yet is a world's, or a directory for its temporary files.
function isDirectory(mount: OwnMount): boolean {
  if (mount.kind === 'link') return false
  if (mount.kind === 'empty' || mount.kind === 'new') return true
  return (
    !mount.from.startsWith('/') || (statSync(mount.from, { throwIfNoEntry: false })?.isDirectory() ?? true)
  )
}

/** A path as a word of a line as in `/etc/fstab`. Braces stay, since they stand for a path that is not known yet. */
function escaped(path: string): string {
  const bytes = [...toBytes(path)]
  return bytes
    .map(byte => {
      const letter = String.fromCharCode(byte)
      return /[\w./{}+=:@%~-]/.test(letter) ? letter : `\\${byte.toString(8).padStart(3, '0')}`
    })
    .join('')
}
