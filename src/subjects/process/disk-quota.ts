import { existsSync, lstatSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { namesIn } from '../../../fixtures/disk/names.ts'
import { killMarked } from './process-tree.ts'

/** The most that one run may write. */
export const QUOTA = { bytes: 256 * 1024 * 1024, files: 50_000 }

/** How often the disk is checked. A run may exceed its quota by as much as it writes between two checks. */
const INTERVAL_MS = 50

/**
 * Runs a program, kills it when it fills the disk, and reports what it wrote too much of.
 *
 * The kernel has no limit that fits: one on file size leaves the number of files open, and a file system of its own
 * would hide the world from the harness. A check is cheap as long as little space was used since the start: only after
 * that are the run's own directories measured.
 *
 * @param directories where the run can write.
 * @param envMarker a `NAME=value` that only its processes have in their environment.
 * @param killed the result of a run that was killed before it could return one.
 */
export async function withDiskQuota<T>(
  directories: readonly string[],
  envMarker: string,
  run: () => Promise<T>,
  killed: T,
): Promise<T & { readonly excess: string | null }> {
  const before = freeSpace(directories)
  let excess: string | null = null
  const timer = setInterval(() => {
    excess ??= excessOf(directories, before, freeSpace(directories))
    if (excess !== null) killMarked(envMarker)
  }, INTERVAL_MS)
  try {
    return { ...(await run()), excess }
  } catch (error) {
    // The supervisor of a program has the marker too: killing it makes the run reject.
    if (excess === null) throw error
    return { ...killed, excess }
  } finally {
    clearInterval(timer)
  }
}

type Space = ReturnType<typeof freeSpace>

function excessOf(directories: readonly string[], before: Space, now: Space): string | null {
  if (before.bytes - now.bytes < QUOTA.bytes / 2 && before.files - now.files < QUOTA.files / 2) return null
  const size = { bytes: 0, files: 0 }
  for (const path of directories) addSize(path, size)
  if (size.bytes > QUOTA.bytes) return `it had written more than ${QUOTA.bytes / 1024 / 1024} MiB`
  return size.files > QUOTA.files ? `it had made more than ${QUOTA.files} files` : null
}

/** The free space of the file system that holds the directories. */
function freeSpace([path = '/']: readonly string[]) {
  const { bavail, bsize, ffree } = statfsSync(nearestExisting(path))
  return { bytes: bavail * bsize, files: ffree }
}

/** The path or its nearest parent that exists: without a sandbox, a command may remove the world itself. */
function nearestExisting(path: string): string {
  let at = path
  while (!existsSync(toPath(at))) at = dirname(at)
  return at
}

/** Adds up the size of a tree until it exceeds the quota. Follows no link. */
function addSize(path: string, size: { bytes: number; files: number }): void {
  if (size.bytes > QUOTA.bytes || size.files > QUOTA.files) return
  try {
    const stat = lstatSync(toPath(path))
    size.bytes += stat.blocks * 512
    size.files += 1
    if (!stat.isDirectory()) return
    for (const name of namesIn(path)) addSize(`${path}/${name}`, size)
  } catch {
    // It was removed meanwhile, cannot be read, or its path is too long for the kernel.
  }
}
