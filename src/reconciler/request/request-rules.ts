import { dirname, normalize } from 'node:path/posix'
import type { Request, SharedLink } from '../../../fixtures/deployment.ts'
import { isMalformed } from '../../../fixtures/disk/bytes.ts'
import { nameOf } from '../../../fixtures/disk/flat-tree.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import type { RequestProblemCode } from './request-error.ts'

type Add = (code: RequestProblemCode, message: string) => void

/** Adds the problems that a home or link has by itself. */
export function addSingleProblems({ homes, required }: Request, add: Add): void {
  if (homes.length === 0) add('no-homes', 'expected at least one home')
  if (required.length === 0) add('no-links', 'expected at least one link')
  for (const home of homes) {
    if (home === '') add('empty-home', 'a home is the empty string')
    else if (!home.startsWith('/')) {
      add('relative-home', `home ${quoted(home)}: expected an absolute path${tildeHint(home)}`)
    }
    if (isBad(home)) add('bad-path', `home ${quoted(home)}: ${NOT_A_PATH}`)
  }
  for (const { name, target, kind } of required) {
    if (name === '' || name === '.' || name === '..' || name.includes('/') || isBad(name)) {
      add('bad-name', `link ${quoted(name)}: ${NOT_A_NAME}`)
    }
    if (!target.startsWith('/')) {
      const found = `${quoted(target)}${tildeHint(target)}`
      add('relative-target', `link ${quoted(name)}: expected an absolute path as its target, not ${found}`)
    }
    if (isBad(target)) add('bad-path', `target ${quoted(target)}: ${NOT_A_PATH}`)
    if (kind === 'file' && /\/\.{0,2}$/u.test(target))
      add(
        'bad-path',
        `target ${quoted(target)}: only the path of a directory can end like this, not that of a file`,
      )
  }
}

const NOT_A_PATH = 'a path cannot hold a NUL or a lone surrogate'
const NOT_A_NAME =
  'a name is one path component: not empty, "." or "..", and without "/", NUL or a lone surrogate'

/** Adds the problems that homes and links have with each other. None may have a problem by itself. */
export function addMutualProblems({ homes, required }: Request, add: Add): void {
  addRepeatedLinks(required, add)
  const plainHomes = new Set<string>()
  for (const home of homes) {
    const path = plain(home)
    if (plainHomes.has(path)) add('repeated-home', `home ${quoted(home)} is given twice`)
    plainHomes.add(path)
  }
  const names = new Set(required.map(({ name }) => name))
  const targets = new Map(required.map(({ target }) => [plain(target), target]))
  const isLinkPath = (path: string) => names.has(nameOf(path)) && plainHomes.has(dirname(path))
  for (const target of targets.values()) {
    const link = firstOnTheWay(target, isLinkPath)
    if (link === undefined) continue
    const where = `is or goes through the link ${quoted(link)}, which would lead to itself`
    add('target-overlaps-link', `target ${quoted(target)} ${where}`)
  }
  const files = new Set(required.filter(({ kind }) => kind === 'file').map(({ target }) => plain(target)))
  for (const target of targets.values()) {
    const file = firstAbove(dirname(plain(target)), at => files.has(at))
    if (file !== undefined)
      add(
        'target-in-file',
        `target ${quoted(target)} lies in the target ${quoted(file)}, which is to be a file`,
      )
  }
  const isInTheWay = (path: string) => targets.has(path) || isLinkPath(path)
  const clearDirectories = new Set<string>()
  for (const home of homes) {
    if (!home.includes('..') && isClear(plain(home), isInTheWay, clearDirectories)) continue
    const link = firstOnTheWay(home, isLinkPath)
    if (link !== undefined)
      add('home-in-link', `home ${quoted(home)} is or goes through the link ${quoted(link)}`)
    const target = firstAbove(plain(home), at => targets.has(at))
    if (target === undefined) continue
    const where = `is or lies in the target ${quoted(target)}, so that its links would lead in a loop`
    add('home-in-target', `home ${quoted(home)} ${where}`)
  }
}

function addRepeatedLinks(required: readonly SharedLink[], add: Add): void {
  const byTarget = new Map<string, SharedLink>()
  const byName = new Map<string, SharedLink>()
  for (const link of required) {
    const sameName = byName.get(link.name)
    if (sameName?.target === link.target) add('repeated-link', `link ${quoted(link.name)} is given twice`)
    else if (sameName !== undefined) {
      const both = `${quoted(sameName.target)} and ${quoted(link.target)}`
      add('name-with-two-targets', `link ${quoted(link.name)} has two targets: ${both}`)
    }
    const sameTarget = byTarget.get(plain(link.target))
    if (sameTarget !== undefined && sameTarget.name !== link.name) {
      const both = `${quoted(sameTarget.name)} and ${quoted(link.name)}`
      add('target-with-two-names', `target ${quoted(link.target)} has two names: ${both}`)
    }
    byName.set(link.name, link)
    byTarget.set(plain(link.target), link)
  }
}

/** Finds the first of a path and its parents, from the inside out, for which `is` holds. */
function firstAbove(path: string, is: (path: string) => boolean): string | undefined {
  for (let at = path; at !== '/'; at = dirname(at)) if (is(at)) return at
  return is('/') ? '/' : undefined
}

/**
 * Returns whether `is` holds for neither a path nor any of its parents. It looks above each directory once, however many
 * paths lie in it.
 */
function isClear(path: string, is: (path: string) => boolean, clearDirectories: Set<string>): boolean {
  if (is(path)) return false
  const directory = dirname(path)
  if (clearDirectories.has(directory)) return true
  if (firstAbove(directory, is) !== undefined) return false
  clearDirectories.add(directory)
  return true
}

/** As `firstAbove`, for every entry that the kernel passes on the way to a path: `/a/b/..` goes through `/a/b`. */
function firstOnTheWay(path: string, is: (path: string) => boolean): string | undefined {
  if (!path.includes('..')) return firstAbove(plain(path), is)
  const parts = path.split('/')
  return parts.map((_, i) => plain(parts.slice(0, i + 1).join('/'))).find(at => is(at))
}

/** Returns a path normalized by its text alone: without doubled slashes, `.`, `..` and a trailing slash. */
function plain(path: string): string {
  // Most paths are normal already, and this test is faster than `normalize`.
  if (!/\/\.{0,2}(?:\/|$)/.test(path)) return path
  const normal = normalize(path)
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}

function isBad(text: string): boolean {
  return text.includes('\0') || isMalformed(text)
}

function tildeHint(path: string): string {
  return path.startsWith('~') ? ' (only a shell expands "~")' : ''
}
