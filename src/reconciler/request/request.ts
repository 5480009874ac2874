import { LINK_KINDS, plainLink, type Request, type SharedLink } from '../../../fixtures/deployment.ts'
import { fromBytes, toBytes, toPath } from '../../../fixtures/disk/bytes.ts'
import { requirePosix } from '../../../fixtures/platform.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import { valueInWords } from '../../../fixtures/text/value.ts'
import { EQUALITIES, type Equality } from '../link.ts'
import { RequestError, type RequestProblem, type RequestProblemCode } from './request-error.ts'
import { addMutualProblems, addSingleProblems } from './request-rules.ts'

export { RequestError, type RequestProblem, type RequestProblemCode }

/** A request that some file system can meet. Its strings are equal if and only if their bytes are. */
export interface ValidRequest extends Request {
  readonly equality: Equality
}

/**
 * Validates a request by its text alone, before the first system call. It accepts any value, since callers may have no
 * types, and returns a copy, which the caller cannot change later.
 *
 * @throws RequestError that lists every problem.
 * @throws PlatformError on Windows.
 */
export function validateRequest(homes: unknown, required: unknown, options: unknown = {}): ValidRequest {
  requirePosix()
  const problems: RequestProblem[] = []
  const add = (code: RequestProblemCode, message: string) => void problems.push({ code, message })
  const paths = pathsOf(homes)
  if (paths === null) add('not-a-request', 'homes: expected a list of paths')
  const links = linksOf(required, message => add('bad-kind', message))
  if (links === null) add('not-a-request', 'links: expected a list of { name, target }, both strings')
  const equality = equalityOf(options, message => add('bad-option', message))
  if (paths === null || links === null) throw new RequestError(problems)

  const request = { homes: paths, required: links, equality }
  addSingleProblems(request, add)
  // Only absolute paths and proper names can be compared with each other.
  if (problems.length === 0) addMutualProblems(request, add)
  if (problems.length > 0) throw new RequestError(problems)
  return request
}

// `every` skips holes in an array; a copy has none.
function pathsOf(homes: unknown): string[] | null {
  if (!Array.isArray(homes)) return null
  const paths: unknown[] = [...homes]
  return paths.every(path => typeof path === 'string') ? paths.map(canonical) : null
}

function linksOf(required: unknown, add: (message: string) => void): SharedLink[] | null {
  if (!Array.isArray(required)) return null
  const links: (SharedLink | null)[] = [...required].map(link => linkOf(link, add))
  return links.every(link => link !== null) ? links : null
}

function linkOf(value: unknown, add: (message: string) => void): SharedLink | null {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('target' in value)) return null
  const { name, target } = value
  if (typeof name !== 'string' || typeof target !== 'string') return null
  const given: unknown = 'kind' in value ? (value.kind ?? 'directory') : 'directory'
  const kind = LINK_KINDS.find(one => one === given)
  if (kind === undefined)
    add(`link ${quoted(name)}: expected "directory" or "file" as its kind, not ${valueInWords(given)}`)
  return plainLink({ name: canonical(name), target: canonical(target), kind })
}

/** Returns the one string for a text's bytes: escaped bytes in sequence can be valid UTF-8. */
function canonical(text: string): string {
  return typeof toPath(text) === 'string' ? text : fromBytes(toBytes(text))
}

function equalityOf(options: unknown, add: (message: string) => void): Equality {
  if (typeof options !== 'object' || options === null) {
    add('options: expected an object')
    return 'exact'
  }
  for (const key of Object.keys(options)) {
    if (key !== 'equality') add(`options: unknown option ${quoted(key)}; the only option is "equality"`)
  }
  const given: unknown = 'equality' in options ? (options.equality ?? 'exact') : 'exact'
  const known = EQUALITIES.find(equality => equality === given)
  if (known === undefined) {
    const found = typeof given === 'string' ? quoted(given) : `a ${typeof given}`
    add(`options: expected "exact" or "resolved" for "equality", not ${found}`)
  }
  return known ?? 'exact'
}
