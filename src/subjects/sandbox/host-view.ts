import { lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import type { Confinement } from './confinement.ts'
import { homePlaces, outermost } from './real-homes.ts'
import { resolved } from './real-path.ts'

/** One mount in the file system that a command sees. Later mounts cover earlier ones. */
export type Mount =
  /** Shows `from` read-only. `mayVanish`: it may have been removed by the time it is mounted. */
  | { readonly kind: 'readable'; readonly from: string; readonly at: string; readonly mayVanish?: boolean }
  | { readonly kind: 'writable'; readonly from: string; readonly at: string }
  /** Shows a read-only directory with nothing in it but later mounts. */
  | { readonly kind: 'empty'; readonly at: string }
  | { readonly kind: 'link'; readonly text: string; readonly at: string }

/** The mounts that show the host to a command. Each sandbox mounts its own `/dev` and `/proc` between the two. */
export interface HostView {
  readonly base: readonly Mount[]
  readonly over: readonly Mount[]
}

/**
 * Returns the mounts that show the whole file system, read-only, with these exceptions:
 *
 * - real homes and `/run` are empty but for the paths in `visible`. Services of the host listen in `/run`: through a
 *   socket there, a script could have Docker or systemd write anywhere;
 * - the world and its directory for temporary files are writable.
 */
export function hostView({ root, seenAs, temp, visible }: Confinement): HostView {
  const at = resolved(seenAs)
  const places = [...homePlaces(), ...(exists('/run') ? ['/run'] : [])]
  // The world itself hides what it is mounted over.
  const hidden = places.filter(place => !isWithin(place, at))
  const emptied = [...hidden, '/dev']
  const shown = outermost(
    visible.filter(path => emptied.some(place => isWithin(path, place) && path !== place)),
  )
  return {
    base: emptied.some(place => isWithin(at, place)) ? [WHOLE_HOST] : withMountPoint(at),
    over: [
      ...hidden.map((place): Mount => ({ kind: 'empty', at: place })),
      ...shown.map((path): Mount => ({ kind: 'readable', from: path, at: path })),
      // A world in /dev/shm has siblings, which the sandbox's own /dev/shm lacks.
      ...(root.startsWith('/dev/')
        ? [{ kind: 'readable', from: dirname(root), at: dirname(root) } as const]
        : []),
      { kind: 'writable', from: temp, at: resolved(temp) },
      { kind: 'writable', from: root, at },
    ],
  }
}

const WHOLE_HOST: Mount = { kind: 'readable', from: '/', at: '/' }

/**
 * Returns mounts that show the host with a mount point that it may not have. None can be made in a read-only
 * directory, so its nearest parent that exists is replaced by an empty directory with the same entries.
 */
function withMountPoint(mountPoint: string): Mount[] {
  if (!mountPoint.startsWith('/') || exists(mountPoint)) return [WHOLE_HOST]
  let parent = dirname(mountPoint)
  while (!exists(parent)) parent = dirname(parent)
  const entries = readdirSync(parent, { withFileTypes: true }).map((entry): Mount => {
    const path = parent === '/' ? `/${entry.name}` : `${parent}/${entry.name}`
    return entry.isSymbolicLink()
      ? { kind: 'link', text: readlinkSync(path), at: path }
      : { kind: 'readable', from: path, at: path, mayVanish: true }
  })
  return [...(parent === '/' ? [] : [WHOLE_HOST]), { kind: 'empty', at: parent }, ...entries]
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
