import { nameOf, parentOf } from '../../fixtures/disk/flat-tree.ts'
import { MAX_LINKS } from '../../fixtures/disk/link-limit.ts'
import type { Answer, Call, Failed } from './call.ts'
import { perform } from './perform.ts'

/** An entry that a rehearsal remembers instead of making it. */
export type Remembered = { readonly made: 'directory' } | { readonly made: 'symlink'; readonly text: string }

/** The remembered entries, by path; a path in it goes through no link. */
export type Overlay = ReadonlyMap<string, Remembered>

/**
 * Resolves a path as the kernel would if the remembered entries were on disk. The result goes through no link. Its last
 * component may be missing; all others must exist.
 */
export function resolvePath(
  overlay: Overlay,
  path: string,
  followLast: boolean,
): { readonly path: string } | Failed {
  const parts = path.split('/').filter(part => part !== '')
  let at = ''
  let links = 0
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (part === '.' || part === '..') {
      const failed = notADirectory(overlay, at)
      if (failed !== null) return failed
      if (part === '..') at = parentOf(at)
      continue
    }
    const next = `${at}/${part}`
    const text = parts.length === 0 && !followLast ? null : textAt(overlay, next)
    if (text === null) {
      at = next
    } else if (typeof text === 'string') {
      links += 1
      if (links > MAX_LINKS) return { errno: 'ELOOP' }
      parts.unshift(...text.split('/').filter(piece => piece !== ''))
      if (text.startsWith('/')) at = ''
    } else {
      return text
    }
  }
  return { path: at === '' ? '/' : at }
}

/**
 * Performs a call at a path that goes through no link. In a remembered directory the disk cannot tell that a name is too
 * long, so the nearest directory on disk is asked.
 */
export function lookOnDisk(overlay: Overlay, call: Extract<Call, { call: 'lstat' | 'readlink' }>): Answer {
  const seen = perform(call)
  if (!('errno' in seen) || seen.errno !== 'ENOENT') return seen
  let parent = parentOf(call.path)
  while (overlay.has(parent)) parent = parentOf(parent)
  const namesake = perform({ call: 'lstat', path: `${parent}/${nameOf(call.path)}` })
  return 'errno' in namesake && namesake.errno === 'ENAMETOOLONG' ? namesake : seen
}

/** Returns the text of the link at a path; null where it is not a link. */
function textAt(overlay: Overlay, path: string): string | null | Failed {
  const made = overlay.get(path)
  if (made !== undefined) return made.made === 'symlink' ? made.text : null
  // `lstat` is asked first, since most components are directories, and a `readlink` that fails takes many times as long.
  const own = lookOnDisk(overlay, { call: 'lstat', path })
  if ('kind' in own && own.kind !== 'symlink') return null
  if ('errno' in own) return own
  const read = lookOnDisk(overlay, { call: 'readlink', path })
  if ('text' in read) return read.text
  return 'errno' in read && read.errno !== 'EINVAL' ? read : null
}

/** Returns `ENOTDIR` for a path that is not a directory; null for one that is. */
function notADirectory(overlay: Overlay, at: string): Failed | null {
  if (at === '' || overlay.get(at)?.made === 'directory') return null
  const own = perform({ call: 'lstat', path: at })
  return 'kind' in own && own.kind === 'directory' ? null : { errno: 'ENOTDIR' }
}
