import type { Answer, Call, Failed } from './call.ts'
import { perform } from './perform.ts'

/** What was only remembered, by the path, free of links, at which it would stand. */
export type Remembered = { readonly made: 'directory' } | { readonly made: 'symlink'; readonly text: string }

export type Overlay = ReadonlyMap<string, Remembered>

/** As many links as Linux follows in one path. */
const MAX_LINKS = 40

/**
 * The one path, free of links, by which the kernel would reach an entry if what is remembered were on the disk;
 * its last part need not exist unless it is to be followed, all before it must.
 */
export function located(
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
 * What the disk says of a path that is free of links. In a directory that is only remembered it does not say that a
 * name is too long; in the nearest directory that there is, it does.
 */
export function look(overlay: Overlay, call: Extract<Call, { call: 'lstat' | 'readlink' }>): Answer {
  const seen = perform(call)
  if (!('errno' in seen) || seen.errno !== 'ENOENT') return seen
  let parent = parentOf(call.path)
  while (overlay.has(parent)) parent = parentOf(parent)
  const alike = perform({ call: 'lstat', path: `${parent}${call.path.slice(call.path.lastIndexOf('/'))}` })
  return 'errno' in alike && alike.errno === 'ENAMETOOLONG' ? alike : seen
}

/** The text of the link at a path; null where something else stands. */
function textAt(overlay: Overlay, path: string): string | null | Failed {
  const made = overlay.get(path)
  if (made !== undefined) return made.made === 'symlink' ? made.text : null
  const read = look(overlay, { call: 'readlink', path })
  if ('text' in read) return read.text
  return 'errno' in read && read.errno !== 'EINVAL' ? read : null
}

/** Why nothing can be looked up in a path that is free of links; null where it is a directory. */
function notADirectory(overlay: Overlay, at: string): Failed | null {
  if (at === '' || overlay.get(at)?.made === 'directory') return null
  const own = perform({ call: 'lstat', path: at })
  return 'kind' in own && own.kind === 'directory' ? null : { errno: 'ENOTDIR' }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
