import { lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import type { Confinement } from './confinement.ts'
import { homePlaces, whereIs } from './real-homes.ts'

/** One thing that is put in a place of the file system that a command sees; later ones lie over earlier ones. */
export type Mount =
  /** What is there can be read. `mayGo`: it may be gone by then. */
  | { readonly kind: 'see'; readonly from: string; readonly at: string; readonly mayGo?: boolean }
  /** What is there can be written. */
  | { readonly kind: 'write'; readonly from: string; readonly at: string }
  /** Nothing is there but what later ones put there. It cannot be written. */
  | { readonly kind: 'empty'; readonly at: string }
  | { readonly kind: 'link'; readonly text: string; readonly at: string }

/** What a command sees of the host: `base` lies below `/dev` and `/proc`, which each sandbox makes itself. */
export interface HostView {
  readonly base: readonly Mount[]
  readonly over: readonly Mount[]
}

/**
 * The whole file system, read-only, but for
 *
 * - real homes, and `/run`, where services of the host listen: through a socket there a script could have Docker or
 *   systemd write anywhere. They are empty, except for what the command needs of them (`visible`);
 * - the world and its directory for temporary files, which can be written.
 */
export function hostView({ root, seenAs, temp, visible }: Confinement): HostView {
  const at = whereIs(seenAs)
  const places = [...homePlaces(), ...(exists('/run') ? ['/run'] : [])]
  // The world itself hides what it is mounted over.
  const hidden = places.filter(place => !isWithin(place, at))
  const emptied = [...hidden, '/dev']
  const shown = outermost(
    visible.filter(path => emptied.some(place => isWithin(path, place) && path !== place)),
  )
  return {
    base: emptied.some(place => isWithin(at, place)) ? [AS_IT_IS] : withMountPoint(at),
    over: [
      ...hidden.map((place): Mount => ({ kind: 'empty', at: place })),
      ...shown.map((path): Mount => ({ kind: 'see', from: path, at: path })),
      // Where /dev is hidden, what lies beside a world in /dev/shm would be made up.
      ...(root.startsWith('/dev/') ? [{ kind: 'see', from: dirname(root), at: dirname(root) } as const] : []),
      { kind: 'write', from: temp, at: whereIs(temp) },
      { kind: 'write', from: root, at },
    ],
  }
}

const AS_IT_IS: Mount = { kind: 'see', from: '/', at: '/' }

/**
 * A place to mount at that the host may not have. None can be made in a read-only directory, and so the deepest parent
 * that exists is replaced by an empty one with the same entries.
 */
function withMountPoint(mount: string): Mount[] {
  if (!mount.startsWith('/') || exists(mount)) return [AS_IT_IS]
  let parent = dirname(mount)
  while (!exists(parent)) parent = dirname(parent)
  const entries = readdirSync(parent).map((name): Mount => {
    const path = parent === '/' ? `/${name}` : `${parent}/${name}`
    return isLink(path)
      ? { kind: 'link', text: readlinkSync(path), at: path }
      : { kind: 'see', from: path, at: path, mayGo: true }
  })
  return [...(parent === '/' ? [] : [AS_IT_IS]), { kind: 'empty', at: parent }, ...entries]
}

function outermost(paths: readonly string[]): string[] {
  return paths.filter(path => !paths.some(other => other !== path && isWithin(path, other)))
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}
