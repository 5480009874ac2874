import { existsSync, lstatSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { namesIn } from '../../../fixtures/disk/names.ts'
import { killMarked } from './process-tree.ts'

/** What one run may take of the machine that it shares with others. */
export const QUOTA = { bytes: 256 * 1024 * 1024, files: 50_000 }

/** In milliseconds. What can be written between two looks comes on top of the bounds. */
const PAUSE = 50

/**
 * Kills a run that fills the disk, before others feel it, and tells what it took too much of. No limit of the kernel
 * does that: one on a file leaves the number of files open, and the world must lie on a file system that the harness
 * sees. A look costs next to nothing as long as the disk has lost little since the start; only then is it found out
 * whose doing that is.
 *
 * @param directories where it can write.
 * @param mark the `NAME=value` of its environment that no other program has.
 * @param killed what is told of a run that was killed so that it could not tell of itself.
 */
export async function withDiskQuota<T>(
  directories: readonly string[],
  mark: string,
  run: () => Promise<T>,
  killed: T,
): Promise<T & { readonly excess: string | null }> {
  const before = taken(directories)
  let excess: string | null = null
  const timer = setInterval(() => {
    excess ??= excessOf(directories, before, taken(directories))
    if (excess !== null) killMarked(mark)
  }, PAUSE)
  try {
    return { ...(await run()), excess }
  } catch (error) {
    // What supervised it was killed with it, and is missed by who started it.
    if (excess === null) throw error
    return { ...killed, excess }
  } finally {
    clearInterval(timer)
  }
}

type Taken = ReturnType<typeof taken>

function excessOf(directories: readonly string[], before: Taken, now: Taken): string | null {
  if (before.bytes - now.bytes < QUOTA.bytes / 2 && before.files - now.files < QUOTA.files / 2) return null
  const size = { bytes: 0, files: 0 }
  for (const path of directories) measure(path, size)
  if (size.bytes > QUOTA.bytes) return `it had written more than ${QUOTA.bytes / 1024 / 1024} MiB`
  return size.files > QUOTA.files ? `it had made more than ${QUOTA.files} files` : null
}

/** What is free on the file system of a path. */
function taken([path = '/']: readonly string[]) {
  const { bavail, bsize, ffree } = statfsSync(existing(path))
  return { bytes: bavail * bsize, files: ffree }
}

/** The path, or the nearest parent that there is: unconfined, a command may remove the world itself. */
function existing(path: string): string {
  let at = path
  while (!existsSync(toPath(at))) at = dirname(at)
  return at
}

/** Adds up what lies in a directory, until it is too much. A link is never followed. */
function measure(path: string, size: { bytes: number; files: number }): void {
  if (size.bytes > QUOTA.bytes || size.files > QUOTA.files) return
  try {
    const stat = lstatSync(toPath(path))
    size.bytes += stat.blocks * 512
    size.files += 1
    if (!stat.isDirectory()) return
    for (const name of namesIn(path)) measure(`${path}/${name}`, size)
  } catch {
    // It is gone by now, or closed, or deeper than a path can tell.
  }
}
