import type { Request, SharedLink } from '../../fixtures/deployment.ts'
import { fromBytes, toBytes, toPath } from '../../fixtures/disk/bytes.ts'
import { quoted } from '../../fixtures/text/printable.ts'
import type { Equality } from './link.ts'
import { RequestError, type RequestProblem, type RequestProblemCode } from './request-error.ts'
import { mutualProblems, ownProblems } from './request-rules.ts'

export { RequestError, type RequestProblem, type RequestProblemCode }

/** A request that can be met on some file system, in strings that are equal when their bytes are. */
export interface JudgedRequest extends Request {
  readonly equality: Equality
}

const EQUALITIES: Readonly<Record<Equality, Equality>> = { exact: 'exact', resolved: 'resolved' }

/**
 * Judges a request by its text alone, before the first system call. Takes whatever a caller without types hands
 * over, and copies it, so that nobody can change it later.
 *
 * @throws RequestError that lists all that is wrong with it.
 */
export function judgeRequest(homes: unknown, required: unknown, options: unknown = {}): JudgedRequest {
  const problems: RequestProblem[] = []
  const say = (code: RequestProblemCode, message: string) => void problems.push({ code, message })
  const paths = pathsOf(homes)
  if (paths === null) say('not-a-request', 'homes: expected a list of paths')
  const links = linksOf(required)
  if (links === null) say('not-a-request', 'links: expected a list of { name, target }, both strings')
  const equality = equalityOf(options, message => say('bad-option', message))
  if (paths === null || links === null) throw new RequestError(problems)

  const request = { homes: paths, required: links, equality }
  ownProblems(request, say)
  // How paths lie to each other can only be asked of paths that are absolute and names that are names.
  if (problems.length === 0) mutualProblems(request, say)
  if (problems.length > 0) throw new RequestError(problems)
  return request
}

// A copy has no holes, which `every` would skip.
function pathsOf(homes: unknown): string[] | null {
  if (!Array.isArray(homes)) return null
  const paths: unknown[] = [...homes]
  return paths.every(path => typeof path === 'string') ? paths.map(canonical) : null
}

function linksOf(required: unknown): SharedLink[] | null {
  if (!Array.isArray(required)) return null
  const links: (SharedLink | null)[] = [...required].map(linkOf)
  return links.every(link => link !== null) ? links : null
}

function linkOf(value: unknown): SharedLink | null {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('target' in value)) return null
  const { name, target } = value
  if (typeof name !== 'string' || typeof target !== 'string') return null
  return { name: canonical(name), target: canonical(target) }
}

/** Bytes escaped one by one can be UTF-8 together, and then their string is another. */
function canonical(text: string): string {
  return typeof toPath(text) === 'string' ? text : fromBytes(toBytes(text))
}

function equalityOf(options: unknown, say: (message: string) => void): Equality {
  if (typeof options !== 'object' || options === null) {
    say('options: expected an object')
    return 'exact'
  }
  for (const key of Object.keys(options)) {
    if (key !== 'equality') say(`options: there is no option ${quoted(key)}; expected "equality"`)
  }
  const asked: unknown = 'equality' in options ? (options.equality ?? 'exact') : 'exact'
  const known = Object.values(EQUALITIES).find(equality => equality === asked)
  if (known === undefined) {
    const found = typeof asked === 'string' ? quoted(asked) : `a ${typeof asked}`
    say(`options: equality is "exact" or "resolved", not ${found}`)
  }
  return known ?? 'exact'
}
