import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { toBytes } from '../../../fixtures/disk/bytes.ts'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { printfFormat, shellWord } from '../../../fixtures/text/shell-words.ts'
import { limitingCommand, processLimit } from '../process/process-limit.ts'
import { systemPath } from '../process/system-programs.ts'
import type { Confinement } from './confinement.ts'
import { KERNEL_DIRECTORIES, mountSequence, NEW_ROOT, STAGING, type StagedMount } from './mount-sequence.ts'

const DEVICES = [
  ...['null', 'zero', 'full', 'random', 'urandom', 'tty', 'ptmx'],
  ...['fd', 'stdin', 'stdout', 'stderr'],
]

/**
 * Returns a script of sh that assembles a file system in its mount namespace, moves into it, so that nothing of the
 * host's can be reached, and runs its arguments there.
 *
 * `mount -a` makes all mounts in one call, since each start of `mount` takes a millisecond. Hence the table of mounts,
 * and whatever has to exist to be mounted on, are computed here.
 */
export function unshareScript(confinement: Confinement): string {
  const placed = mountSequence(confinement).map(placedMount)
  const table = placed.map(tableRow).join('')
  const devices = DEVICES.map(name => `/dev/${name}`).filter(path => existsSync(path))
  const directories = [NEW_ROOT, `${STAGING}/dev/pts`, `${STAGING}/dev/shm`]
  return [
    'set -e',
    // Its user is root, by sudo if not by itself.
    limitingCommand(processLimit(undefined, 0)),
    // Without `-n`, `mount` would add to the host's /run/mount/utab, and read all of it in each run.
    `p=\${PATH-} PATH=${shellWord(systemPath())}`,
    `mount -n -t tmpfs -o mode=755 none ${STAGING}`,
    `mkdir -p ${[...directories, ...placed.flatMap(directoriesFor).map(shellWord)].join(' ')}`,
    ...placed.flatMap(filesAndLinksFor),
    `cp -a ${devices.join(' ')} ${STAGING}/dev/`,
    `printf ${printfFormat(toBytes(table))} >${STAGING}/fstab`,
    `mount -n -a -T ${STAGING}/fstab`,
    `cd ${NEW_ROOT}`,
    'pivot_root . .',
    'umount -n -l .',
    `cd ${shellWord(confinement.seenAs)}`,
    'PATH=$p',
    // A shell replaces itself with its last command; `exit` keeps it as the first process.
    '"$@"; exit $?',
  ].join('\n')
}

/** A mount, and what is prepared for it before anything is mounted. */
interface PlacedMount {
  readonly mount: StagedMount
  /** The directory that is mounted, if the mount is an `empty` one. */
  readonly own: string
  /** The mount point inside the directory of an earlier `empty` mount; null for a mount point that the host has. */
  readonly point: string | null
}

function placedMount(mount: StagedMount, index: number, mounts: readonly StagedMount[]): PlacedMount {
  const own = emptyDirectory(index)
  const holder = mounts.slice(0, index).findLastIndex(({ at }) => at === '/' || isWithin(mount.at, at))
  const empty = mounts[holder]
  if (mount.kind === 'kernel' || empty?.kind !== 'empty') return { mount, own, point: null }
  const below = empty.at === '/' ? mount.at : mount.at.slice(empty.at.length)
  return { mount, own, point: `${emptyDirectory(holder)}${below}` }
}

function emptyDirectory(index: number): string {
  return `${STAGING}/empty${index}`
}

/** A row of `/etc/fstab`; empty for a link, which is not mounted. */
function tableRow({ mount, own }: PlacedMount): string {
  if (mount.kind === 'link') return ''
  if (mount.kind === 'kernel') return `${mount.row} 0 0\n`
  const at = escaped(mount.at === '/' ? NEW_ROOT : `${NEW_ROOT}${mount.at}`)
  if (mount.kind === 'empty') return `${own} ${at} none bind,ro 0 0\n`
  const options = [
    'bind',
    ...(mount.kind === 'readable' ? ['ro'] : []),
    ...(mount.kind === 'readable' && mount.mayVanish === true ? ['nofail'] : []),
    // The new /dev/shm is empty, and a placeholder such as `{root}` may lie in it.
    ...(isWithin(mount.at, '/dev/shm') || !mount.at.startsWith('/') ? ['x-mount.mkdir'] : []),
  ]
  return `${escaped(mount.from)} ${at} none ${options.join(',')} 0 0\n`
}

/** The directories to make for a mount before anything is mounted. */
function directoriesFor({ mount, own, point }: PlacedMount): string[] {
  return [
    ...(mount.kind === 'empty' ? [own] : []),
    ...(mount.kind === 'empty' && mount.at === '/' ? KERNEL_DIRECTORIES.map(path => `${own}${path}`) : []),
    ...(point === null ? [] : [isDirectory(mount) ? point : dirname(point)]),
  ]
}

/** The lines that make the file to mount a file on, or the link. */
function filesAndLinksFor({ mount, point }: PlacedMount): string[] {
  if (point === null) return []
  if (mount.kind === 'link') return [`ln -s -- ${shellWord(mount.text)} ${shellWord(point)}`]
  return isDirectory(mount) ? [] : [`: >${shellWord(point)}`]
}

function isDirectory(mount: StagedMount): boolean {
  if (mount.kind === 'link') return false
  if (mount.kind === 'empty' || mount.kind === 'kernel') return true
  // A placeholder is the path of a world, or of its directory for temporary files.
  const isPlaceholder = !mount.from.startsWith('/')
  return isPlaceholder || (statSync(mount.from, { throwIfNoEntry: false })?.isDirectory() ?? true)
}

/** A path as a word of `/etc/fstab`. Braces stay, so that a placeholder can still be filled in. */
function escaped(path: string): string {
  const bytes = [...toBytes(path)]
  return bytes
    .map(byte => {
      const letter = String.fromCharCode(byte)
      return /[\w./{}+=:@%~-]/.test(letter) ? letter : `\\${byte.toString(8).padStart(3, '0')}`
    })
    .join('')
}
