import { normalize } from 'node:path/posix'
import type { Request, SharedLink } from '../../fixtures/deployment.ts'
import { isMalformed } from '../../fixtures/disk/bytes.ts'
import { quoted } from '../../fixtures/text/printable.ts'
import type { RequestProblemCode } from './request-error.ts'

type Say = (code: RequestProblemCode, message: string) => void

/** What is wrong with each home and link by itself. */
export function ownProblems({ homes, required }: Request, say: Say): void {
  if (homes.length === 0) say('no-homes', 'no home is given')
  if (required.length === 0) say('no-links', 'no link is given')
  for (const home of homes) {
    if (home === '') say('empty-home', 'a home is the empty string')
    else if (!home.startsWith('/')) {
      say('relative-home', `home ${quoted(home)}: expected an absolute path${tildeHint(home)}`)
    }
    if (isBad(home)) say('bad-path', `home ${quoted(home)}: ${NOT_A_PATH}`)
  }
  for (const { name, target } of required) {
    if (name === '' || name === '.' || name === '..' || name.includes('/') || isBad(name)) {
      say('bad-name', `link ${quoted(name)}: ${NOT_A_NAME}`)
    }
    if (!target.startsWith('/')) {
      const hint = tildeHint(target)
      say(
        'relative-target',
        `link ${quoted(name)}: expected an absolute path as its target, not ${quoted(target)}${hint}`,
      )
    }
    if (isBad(target)) say('bad-path', `target ${quoted(target)}: ${NOT_A_PATH}`)
  }
}

const NOT_A_PATH = 'no path can hold a NUL or a lone surrogate'
const NOT_A_NAME =
  'a name is one part of a path: not empty, ".", "..", and without "/", NUL or a lone surrogate'

/** What is wrong with how homes and links lie to each other. Each by itself must be right. */
export function mutualProblems({ homes, required }: Request, say: Say): void {
  const targets = new Map<string, SharedLink>()
  const names = new Map<string, SharedLink>()
  for (const link of required) {
    const sameName = names.get(link.name)
    if (sameName?.target === link.target) say('repeated-link', `link ${quoted(link.name)} is given twice`)
    else if (sameName !== undefined) {
      const both = `${quoted(sameName.target)} and ${quoted(link.target)}`
      say('name-with-two-targets', `link ${quoted(link.name)} has two targets: ${both}`)
    }
    const sameTarget = targets.get(plain(link.target))
    if (sameTarget !== undefined && sameTarget.name !== link.name) {
      const both = `${quoted(sameTarget.name)} and ${quoted(link.name)}`
      say('target-with-two-names', `target ${quoted(link.target)} has two names: ${both}`)
    }
    names.set(link.name, link)
    targets.set(plain(link.target), link)
  }
  const plainHomes = new Set<string>()
  for (const home of homes) {
    const path = plain(home)
    if (plainHomes.has(path)) say('repeated-home', `home ${quoted(home)} is given twice`)
    plainHomes.add(path)
  }
  const isLinkPath = (path: string) => names.has(nameOf(path)) && plainHomes.has(parentOf(path))
  for (const { target } of targets.values()) {
    const link = through(target, isLinkPath)
    if (link === undefined) continue
    const where = `is or goes through the link ${quoted(link)}, which would lead to itself`
    say('target-overlaps-link', `target ${quoted(target)} ${where}`)
  }
  for (const home of homes) {
    const link = through(home, isLinkPath)
    if (link !== undefined)
      say('home-in-link', `home ${quoted(home)} is or goes through the link ${quoted(link)}`)
    const target = within(plain(home), at => targets.has(at))
    if (target === undefined) continue
    const where = `lies at or in the target ${quoted(target)}, and its links would lead round in a loop`
    say('home-in-target', `home ${quoted(home)} ${where}`)
  }
}

/** The first of a path and its parents that has a property. */
function within(path: string, has: (path: string) => boolean): string | undefined {
  for (let at = path; at !== '/'; at = parentOf(at)) if (has(at)) return at
  return has('/') ? '/' : undefined
}

/** As `within`, for every entry that the kernel comes by: `/a/b/..` goes through `/a/b`. */
function through(path: string, has: (path: string) => boolean): string | undefined {
  if (!path.includes('..')) return within(plain(path), has)
  const parts = path.split('/')
  return parts.map((_, i) => plain(parts.slice(0, i + 1).join('/'))).find(at => has(at))
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A path as its text alone tells: without doubled slashes, `.`, `..` and a slash at its end. */
function plain(path: string): string {
  // Most are so already, and `normalize` takes longer than to look at the link.
  if (!/\/\.{0,2}(?:\/|$)/.test(path)) return path
  const normal = normalize(path)
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}

function isBad(text: string): boolean {
  return text.includes('\0') || isMalformed(text)
}

function tildeHint(path: string): string {
  return path.startsWith('~') ? ' (a "~" is only known to a shell)' : ''
}
