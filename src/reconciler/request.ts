import { normalize } from 'node:path/posix'
import { isMalformed } from '../../fixtures/bytes.ts'
import type { Request, SharedLink } from '../../fixtures/deployment.ts'
import { quoted } from '../../fixtures/printable.ts'

export type RequestProblemCode =
  | 'not-a-request'
  | 'no-homes'
  | 'no-links'
  | 'empty-home'
  | 'relative-home'
  | 'relative-target'
  | 'bad-name'
  | 'bad-path'
  | 'repeated-home'
  | 'repeated-link'
  | 'name-with-two-targets'
  | 'target-with-two-names'
  | 'target-overlaps-link'
  | 'home-in-link'
  | 'home-in-target'

/** One thing that is wrong with a request. */
export interface RequestProblem {
  readonly code: RequestProblemCode
  readonly message: string
}

/**
 * A request that no file system could be brought to, or that would lead a link to itself. Nothing was done.
 *
 * @example
 * try { validateAll([], required) } catch (error) { error.problems[0].code === 'no-homes' }
 */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly problems: readonly RequestProblem[]

  constructor(problems: readonly RequestProblem[]) {
    super(
      [
        'The request cannot be met, and nothing was done:',
        ...problems.map(({ message }) => `  ${message}`),
      ].join('\n'),
    )
    this.problems = problems
  }
}

/**
 * Judges a request by its text alone, before the first system call.
 *
 * @throws RequestError that lists all that is wrong with it.
 */
export function judgeRequest(homes: unknown, required: unknown): Request {
  const shape = shapeProblems(homes, required)
  if (shape.length > 0) throw new RequestError(shape)
  const request = { homes: homes as readonly string[], required: required as readonly SharedLink[] }
  const own = ownProblems(request)
  // How paths lie to each other can only be asked of paths that are absolute and names that are names.
  const problems = own.length > 0 ? own : mutualProblems(request)
  if (problems.length > 0) throw new RequestError(problems)
  return request
}

function shapeProblems(homes: unknown, required: unknown): RequestProblem[] {
  const problems: RequestProblem[] = []
  const notA = (message: string) => problems.push({ code: 'not-a-request', message })
  if (!Array.isArray(homes) || !homes.every(home => typeof home === 'string')) {
    notA('homes: expected a list of paths')
  }
  if (!Array.isArray(required) || !required.every(isLink)) {
    notA('links: expected a list of { name, target }, both strings')
  }
  return problems
}

function isLink(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  )
}

function ownProblems({ homes, required }: Request): RequestProblem[] {
  const problems: RequestProblem[] = []
  const say = (code: RequestProblemCode, message: string) => problems.push({ code, message })
  if (homes.length === 0) say('no-homes', 'no home is given')
  if (required.length === 0) say('no-links', 'no link is given')
  for (const home of homes) {
    if (home === '') say('empty-home', 'a home is the empty string')
    else if (!home.startsWith('/'))
      say('relative-home', `home ${quoted(home)}: expected an absolute path${tildeHint(home)}`)
    if (isBad(home)) say('bad-path', `home ${quoted(home)}: no path can hold a NUL or a lone surrogate`)
  }
  for (const { name, target } of required) {
    if (name === '' || name === '.' || name === '..' || name.includes('/') || isBad(name)) {
      say(
        'bad-name',
        `link ${quoted(name)}: a name is one part of a path: not empty, ".", "..", and without "/" or NUL`,
      )
    }
    if (!target.startsWith('/')) {
      say(
        'relative-target',
        `link ${quoted(name)}: expected an absolute path as its target, not ${quoted(target)}${tildeHint(target)}`,
      )
    }
    if (isBad(target)) say('bad-path', `target ${quoted(target)}: no path can hold a NUL or a lone surrogate`)
  }
  return problems
}

function mutualProblems({ homes, required }: Request): RequestProblem[] {
  const problems: RequestProblem[] = []
  const say = (code: RequestProblemCode, message: string) => problems.push({ code, message })
  const targets = new Map<string, SharedLink>()
  const names = new Map<string, SharedLink>()
  for (const link of required) {
    const sameName = names.get(link.name)
    if (sameName?.target === link.target) {
      say('repeated-link', `link ${quoted(link.name)} is given twice`)
    } else if (sameName !== undefined) {
      say(
        'name-with-two-targets',
        `link ${quoted(link.name)} has two targets: ${quoted(sameName.target)} and ${quoted(link.target)}`,
      )
    }
    const sameTarget = targets.get(plain(link.target))
    if (sameTarget !== undefined && sameTarget.name !== link.name) {
      say(
        'target-with-two-names',
        `target ${quoted(link.target)} has two names: ${quoted(sameTarget.name)} and ${quoted(link.name)}`,
      )
    }
    names.set(link.name, link)
    targets.set(plain(link.target), link)
  }
  const seen = new Set<string>()
  const linkPaths = new Map<string, string>()
  for (const home of homes) {
    if (seen.has(plain(home))) say('repeated-home', `home ${quoted(home)} is given twice`)
    seen.add(plain(home))
    for (const { name } of required) linkPaths.set(plain(`${home}/${name}`), home)
  }
  for (const [target, link] of targets) {
    const inLink = within(target, path => linkPaths.has(path))
    if (inLink !== undefined) {
      say(
        'target-overlaps-link',
        `target ${quoted(link.target)} lies at or in the link ${quoted(inLink)}, which would lead to itself`,
      )
    }
  }
  for (const home of homes) {
    const inLink = within(plain(home), path => linkPaths.has(path))
    if (inLink !== undefined)
      say('home-in-link', `home ${quoted(home)} lies at or in the link ${quoted(inLink)}`)
    const inTarget = within(plain(home), path => targets.has(path))
    if (inTarget !== undefined) {
      say(
        'home-in-target',
        `home ${quoted(home)} lies at or in the target ${quoted(inTarget)}, and its links would lead round in a loop`,
      )
    }
  }
  return problems
}

/** The first of a path and its parents that has a property. */
function within(path: string, has: (path: string) => boolean): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (has(at)) return at
  return path.startsWith('/') && has('/') ? '/' : undefined
}

/** A path without doubled slashes, `.`, `..` and a slash at its end. */
function plain(path: string): string {
  const normal = normalize(path)
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}

function isBad(text: string): boolean {
  return text.includes('\0') || isMalformed(text)
}

function tildeHint(path: string): string {
  return path.startsWith('~') ? ' (a "~" is only known to a shell)' : ''
}
