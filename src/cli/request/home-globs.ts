import { lstatSync, statSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { namesIn } from '../../../fixtures/disk/names.ts'
import { printable, quoted } from '../../../fixtures/text/printable.ts'
import { entryPath } from '../../reconciler/path.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Returns the directories, and the symlinks that do not lead to a file, that a glob matches, as a shell would; a path without
 * `*`, `?`, `[` or `{` as it is. A part of the path that exists as it is written is no glob.
 *
 * @param pattern an absolute path.
 * @throws UsageError if nothing matches, or a directory cannot be read.
 */
export async function homesMatching(pattern: string): Promise<readonly string[]> {
  if (!MAGIC.test(pattern)) return [pattern]
  const parts = pattern.split('/').filter(part => part !== '')
  if (parts.includes('**'))
    throw new UsageError([`${quoted(pattern)}: "**" is not supported, use * for each level`])
  const { default: picomatch } = await import('picomatch')
  let found = ['/']
  for (const part of parts) {
    const isMatch = MAGIC.test(part) ? picomatch(part, { flags: 's' }) : null
    found = found.flatMap(directory =>
      isMatch === null || exists(entryPath(directory, part))
        ? [entryPath(directory, part)]
        : namesBelow(directory, pattern)
            .filter(name => isMatch(name))
            .map(name => entryPath(directory, name)),
    )
  }
  const homes = found.filter(mayBeHome)
  if (homes.length === 0) throw new UsageError([`no home matches ${quoted(pattern)}`])
  return homes
}

const MAGIC = /[*?[{]/u

function exists(path: string): boolean {
  try {
    return lstatSync(toPath(path), { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

/** Returns the names in a directory; none in what is no directory. */
function namesBelow(directory: string, pattern: string): string[] {
  try {
    return namesIn(directory)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return []
    if (errno === undefined) throw error
    throw new UsageError([
      `${printable(directory)} cannot be read, so ${quoted(pattern)} may miss homes: ${errno}`,
    ])
  }
}

/** A file beside the homes, such as `.claude.json`, is none. The target of a dangling symlink may be not mounted. */
function mayBeHome(path: string): boolean {
  try {
    const at = toPath(path)
    const own = lstatSync(at, { throwIfNoEntry: false })
    if (own?.isSymbolicLink() !== true) return own?.isDirectory() === true
    return statSync(at, { throwIfNoEntry: false })?.isDirectory() !== false
  } catch {
    return true
  }
}
