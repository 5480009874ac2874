import type { Answer, Call } from './call.ts'
import { perform, type Stage } from './perform.ts'

/** As many links as Linux follows in one path. */
const MAX_LINKS = 40

type Made = { readonly made: 'directory' } | { readonly made: 'symlink'; readonly text: string }

/**
 * A stage that reads from the disk and only remembers what it is asked to write, so that a script runs to its end
 * and nothing changes. What it remembers is seen under every name that leads there.
 */
export function rehearse(): Stage {
  const overlay = new Map<string, Made>()
  return call => {
    if (overlay.size === 0 && call.call !== 'mkdir' && call.call !== 'symlink') return perform(call)
    const place = located(overlay, call.path, call.call === 'stat')
    if ('errno' in place) return place
    return answer(overlay, call, place.path)
  }
}

function answer(overlay: Map<string, Made>, call: Call, path: string): Answer {
  const made = overlay.get(path)
  switch (call.call) {
    case 'lstat':
    case 'stat':
      return made === undefined ? perform({ call: 'lstat', path }) : { kind: made.made, id: `made:${path}` }
    case 'readlink':
      if (made === undefined) return perform({ call: 'readlink', path })
      return made.made === 'symlink' ? { text: made.text } : { errno: 'EINVAL' }
    case 'mkdir':
    case 'symlink': {
      const there = made === undefined ? perform({ call: 'lstat', path }) : { errno: 'EEXIST' }
      if (!('errno' in there)) return { errno: 'EEXIST' }
      if (there.errno !== 'ENOENT') return there
      overlay.set(path, call.call === 'mkdir' ? { made: 'directory' } : { made: 'symlink', text: call.text })
      return { done: true }
    }
  }
}

/**
 * The one path, free of links, by which the kernel would reach an entry, with what was remembered in place;
 * its last part need not exist.
 */
function located(
  overlay: ReadonlyMap<string, Made>,
  path: string,
  followLast: boolean,
): { readonly path: string } | { readonly errno: string } {
  const parts = path.split('/').filter(part => part !== '')
  let at = ''
  let links = 0
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (part === '.') continue
    if (part === '..') {
      at = at.slice(0, at.lastIndexOf('/'))
      continue
    }
    const next = `${at}/${part}`
    const last = parts.length === 0
    const text = last && !followLast ? null : linkText(overlay, next)
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

/** The text of the link at a path; null where none stands, which the call itself then finds. */
function linkText(
  overlay: ReadonlyMap<string, Made>,
  path: string,
): string | null | { readonly errno: string } {
  const made = overlay.get(path)
  if (made !== undefined) return made.made === 'symlink' ? made.text : null
  const read = perform({ call: 'readlink', path })
  if ('text' in read) return read.text
  return 'errno' in read && read.errno !== 'EINVAL' && read.errno !== 'ENOENT' ? read : null
}
