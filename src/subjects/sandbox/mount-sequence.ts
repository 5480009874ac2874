import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import type { Confinement } from './confinement.ts'
import { hostView, type Mount } from './host-view.ts'
import { mountPoints } from './mount-points.ts'

/** The directory in which `unshareScript` assembles the new file system. Every Linux has it. */
export const STAGING = '/sys'
/** The root of the new file system, until the script moves into it. */
export const NEW_ROOT = `${STAGING}/new`

/** Directories that are mounted anew, and not taken from the host. */
export const KERNEL_DIRECTORIES = ['/dev', '/proc', '/sys']

/** A mount of the new file system: part of the view of the host, or a `row` of `/etc/fstab` for one of the kernel's. */
export type StagedMount = Mount | { readonly kind: 'kernel'; readonly at: string; readonly row: string }

const KERNEL_MOUNTS: readonly StagedMount[] = [
  { kind: 'kernel', at: '/sys', row: `sysfs ${NEW_ROOT}/sys sysfs ro` },
  // Root owns /proc/sys, with the parameters of the kernel.
  { kind: 'kernel', at: '/proc', row: `proc ${NEW_ROOT}/proc proc ro` },
  { kind: 'kernel', at: '/dev', row: `${STAGING}/dev ${NEW_ROOT}/dev none bind,ro` },
  {
    kind: 'kernel',
    at: '/dev/pts',
    row: `devpts ${NEW_ROOT}/dev/pts devpts newinstance,ptmxmode=0666,mode=620`,
  },
  {
    kind: 'kernel',
    at: '/dev/shm',
    row: `tmpfs ${NEW_ROOT}/dev/shm tmpfs mode=1777,size=256m,nosuid,nodev`,
  },
]

/**
 * Returns all mounts in their order. Mounting a directory does not include what is mounted below it on the host: such
 * mount points follow it, one by one.
 */
export function mountSequence(confinement: Confinement): StagedMount[] {
  const { base, over } = hostView(confinement)
  const covered = [
    ...KERNEL_DIRECTORIES,
    ...over.flatMap(({ kind, at }) => (kind === 'readable' ? [] : [at])),
  ]
  const below = mountPoints().map(
    (path): Mount => ({ kind: 'readable', from: path, at: path, mayVanish: true }),
  )
  return [
    ...base.filter(({ at }) => !KERNEL_DIRECTORIES.includes(at)),
    ...below.filter(({ at }) => !covered.some(place => isWithin(at, place))),
    ...KERNEL_MOUNTS,
    ...over.flatMap(mount => [
      mount,
      ...(mount.kind === 'readable'
        ? below.filter(({ at }) => at !== mount.at && isWithin(at, mount.at))
        : []),
    ]),
  ]
}
