import type { Request, SharedLink } from '../fixtures/deployment.ts'
import { noSuchKey } from '../fixtures/text/nearest.ts'
import { printable } from '../fixtures/text/printable.ts'
import { isPlainObject } from '../fixtures/text/value.ts'
import { inspect, requiredShared } from '../src/reconciler/api.ts'
import { EQUALITIES, type Equality } from '../src/reconciler/link.ts'
import { cleanPath } from '../src/reconciler/path.ts'
import { RequestError } from '../src/reconciler/request/request-error.ts'
import { homesArgument, isObject, optionsArgument, pathArgument, valueInWords } from './argument.ts'
import { checkHomesExist, isWorldOnDisk } from './existing-homes.ts'
import { findingsInWords, noFindingInWords } from './finding-words.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'
import { checkDirectory, unreadable } from './trail.ts'
import { withUserStack } from './user-stack.ts'

const NAME = 'toHaveSharedLinks'

/** The options of `toHaveSharedLinks`. */
export interface SharedLinksOptions {
  /** When a link counts as right: `exact` if its text is the target, `resolved` if it leads there. Default: `exact`. */
  readonly equality?: Equality
}

/**
 * Passes when every home has every shared link, and every shared target is a directory, or a file where its link is of
 * kind `file`.
 *
 * @param received the path of a shared root, which means the three default links; a list of shared links; or a world.
 * @param homes the absolute path of one home, or a list. Default, for a world: its homes.
 * @throws RequestError, with and without `.not`, when homes and links are not a valid request.
 * @throws MatcherError, with and without `.not`, when an argument is wrong, or the shared root is not a directory; with
 * `.not` when nothing could be read, or one of `homes` does not exist.
 * @example expect('/home/ubuntu').toHaveSharedLinks(['/home/ubuntu/.claude-compte1', '/home/ubuntu/.claude-compte2'])
 */
export function toHaveSharedLinks(
  this: MatcherContext | undefined,
  received: unknown,
  homes?: string | readonly string[],
  options?: SharedLinksOptions,
): MatcherResult {
  optionsArgument(NAME, options, { equality: EQUALITIES })
  const equality = options?.equality ?? 'exact'
  const { request, findings } = withUserStack(
    () => {
      const required = linksOf(received)
      const asked: Request = { homes: homesFor(received, homes), required }
      return { request: asked, findings: inspect(asked.homes, asked.required, { equality }) }
    },
    error => error instanceof RequestError,
  )
  if (typeof received === 'string') checkDirectory(NAME, 'the shared root', received)
  const [first] = findings
  // Findings that only say that a path could not be read do not prove that a link is wrong.
  if (this?.isNot === true && first !== undefined && findings.every(({ code }) => code === 'unreadable')) {
    throw unreadable(NAME, first.path, first.cause ?? 'unknown')
  }
  const isOwn = homes === undefined && isWorldOnDisk(received)
  if (this?.isNot === true && !isOwn) checkHomesExist(NAME, request.homes)
  return {
    pass: findings.length === 0,
    message: () =>
      findings.length === 0 ? noFindingInWords(request) : findingsInWords(NAME, request, findings, equality),
    meta: { findings },
  }
}

function linksOf(received: unknown): readonly SharedLink[] {
  // An empty root would mean `/`.
  if (typeof received === 'string') return requiredShared(rootOf(received))
  if (isRequest(received)) return received.required
  if (Array.isArray(received)) return listOfLinks(received)
  throw new MatcherError(
    'not-links',
    NAME,
    `the received value: expected a shared root, a list of shared links or a world, not ${valueInWords(received)}`,
  )
}

/** Returns a list without holes, whose links have no other keys. The reconciler checks the rest. */
function listOfLinks(received: readonly SharedLink[]): readonly SharedLink[] {
  const links = Array.from(received)
  for (const [i, link] of links.entries()) {
    const unknown = isPlainObject(link) ? Object.keys(link).find(key => !LINK_KEYS.includes(key)) : undefined
    if (unknown === undefined) continue
    const problem = `link ${i} of the received list: ${printable(unknown)}: ${noSuchKey(unknown, LINK_KEYS)}`
    throw new MatcherError('not-links', NAME, problem)
  }
  return links
}

const LINK_KEYS: readonly string[] = ['name', 'target', 'kind']

/** Returns a shared root as the texts of right links spell it. */
function rootOf(received: string): string {
  const root = pathArgument(NAME, 'the shared root', received)
  return root.startsWith('/') ? cleanPath(root) : root
}

function homesFor(received: unknown, homes: unknown): readonly string[] {
  if (homes === undefined && isRequest(received)) return received.homes
  if (homes === undefined) {
    throw new MatcherError('not-homes', NAME, 'expected homes: only a world has homes of its own')
  }
  if (isPlainObject(homes)) {
    throw new MatcherError('not-homes', NAME, 'expected the homes first, and the options after them')
  }
  return homesArgument(NAME, 'the homes', homes)
}

function isRequest(value: unknown): value is Request {
  return (
    isObject(value) &&
    'homes' in value &&
    Array.isArray(value.homes) &&
    'required' in value &&
    Array.isArray(value.required)
  )
}
