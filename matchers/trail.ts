import { parentOf } from '../fixtures/disk/flat-tree.ts'
import { MAX_LINKS } from '../fixtures/disk/link-limit.ts'
import { realPath } from '../fixtures/disk/real-path.ts'
import { symlinkInWords } from '../fixtures/text/entry.ts'
import { type Found, isAbsence, lstat, readlink, stat } from '../src/reconciler/call.ts'
import { perform, run } from '../src/reconciler/perform.ts'
import { MatcherError } from './matcher-error.ts'
import { type ShownPaths, wholeIn } from './shown-paths.ts'

/** The symlinks that a path goes through at its end, and where it leads. */
export interface Trail {
  /** The own text of each symlink, the path's first; links in parent directories are left out. */
  readonly texts: readonly string[]
  /** The entry at the end, or why there is none. */
  readonly end: Found | 'nothing' | 'a loop'
  /** The path of the end, free of links; null where there is no entry. */
  readonly path: string | null
}

/**
 * Follows a path to its end.
 *
 * @throws MatcherError `unreadable` when it cannot be read: unknown is neither there nor absent.
 */
export function follow(matcher: string, path: string): Trail {
  const texts: string[] = []
  let at = plain(path)
  let text = ownText(matcher, at)
  while (text !== null && texts.length < MAX_LINKS) {
    texts.push(text)
    at = plain(text.startsWith('/') ? text : `${parentOf(at)}/${text}`)
    text = ownText(matcher, at)
  }
  const end = run(stat(path), perform)
  if ('kind' in end) return { texts, end, path: realPath(path) }
  if (!isAbsence(end)) throw unreadable(matcher, path, end.errno)
  return { texts, end: end.errno === 'ELOOP' ? 'a loop' : 'nothing', path: null }
}

/**
 * Returns a symlink's own text; null for any other entry, and for none.
 *
 * @throws MatcherError `unreadable`.
 */
export function ownText(matcher: string, path: string): string | null {
  const own = run(readlink(path), perform)
  if ('text' in own) return own.text
  if (own.errno === 'EINVAL' || isAbsence(own)) return null
  throw unreadable(matcher, path, own.errno)
}

/**
 * Returns whether a path exists; a dangling link does.
 *
 * @throws MatcherError `unreadable`.
 */
export function isPresent(matcher: string, path: string): boolean {
  const own = run(lstat(plain(path)), perform)
  if ('kind' in own) return true
  if (isAbsence(own)) return false
  throw unreadable(matcher, path, own.errno)
}

/**
 * Checks that an argument is the path of a directory, or leads to one.
 *
 * @param what names the argument in the error.
 * @throws MatcherError `not-a-directory`, or `unreadable`.
 */
export function checkDirectory(matcher: string, what: string, path: string): void {
  const trail = follow(matcher, path)
  if (typeof trail.end === 'object' && trail.end.kind === 'directory') return
  const shown = wholeIn(path)
  const problem = `${what} ${shown.path(path)}: expected a directory, not ${trailInWords(trail, shown)}`
  throw new MatcherError('not-a-directory', matcher, problem)
}

/** Returns a trail in words: `a symlink to "b", which is a directory: /x/c`. */
export function trailInWords({ texts, end, path }: Trail, shown: ShownPaths): string {
  const [text, ...more] = texts
  if (text === undefined) return typeof end === 'string' ? 'nothing' : `a ${end.kind}`
  const link = (hop: string) => symlinkInWords(shown.text(hop))
  const hops = more.map(hop => `, ${link(hop)}`).join('')
  if (end === 'a loop') return `${link(text)}${more.length > 2 ? '' : hops}, which is a loop`
  if (end === 'nothing') return `${link(text)}${hops}, which does not exist`
  const isElsewhere = path !== null && path !== (more.at(-1) ?? text)
  return `${link(text)}${hops}, which is a ${end.kind}${isElsewhere ? `: ${shown.path(path)}` : ''}`
}

/** Returns the error for a path that cannot be read. */
export function unreadable(matcher: string, path: string, errno: string): MatcherError {
  const problem = `${wholeIn(path).path(path)} cannot be read (${errno}), so its state is unknown`
  return new MatcherError('unreadable', matcher, problem)
}

/** Returns a path that is absolute and has no trailing slash, after which the kernel would follow a link. */
export function plain(path: string): string {
  const absolute = path.startsWith('/') ? path : `${process.cwd()}/${path}`
  return absolute.replace(/(?<=.)\/+$/u, '')
}
