import type { Request, SharedLink } from '../fixtures/deployment.ts'
import { inspect, requiredShared } from '../src/reconciler/api.ts'
import type { Equality } from '../src/reconciler/link.ts'
import { homesArgument, inWords, isObject, optionsArgument, pathArgument } from './argument.ts'
import { foundInWords, rightInWords } from './finding-words.ts'
import { unreadable } from './look.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'

const NAME = 'toHaveSharedLinks'

export interface SharedLinksOptions {
  /** When a link counts as right: `exact`, by its text, unless given; `resolved`, by the directory it leads to. */
  readonly equality?: Equality
}

/**
 * Passes when every home exposes every link, and every shared target is a directory. The received value is a shared
 * root (with the default links), a list of shared links, or a world, whose homes are then the default.
 *
 * @param homes one home or several, as absolute paths.
 * @throws RequestError when links and homes make no request; MatcherError when an argument is of the wrong kind, or
 * when a negated assertion cannot be judged since nothing could be looked at.
 * @example expect('/home/ubuntu').toHaveSharedLinks(['/home/ubuntu/.claude-compte1', '/home/ubuntu/.claude-compte2'])
 */
export function toHaveSharedLinks(
  this: MatcherContext | undefined,
  received: unknown,
  homes?: string | readonly string[],
  options?: SharedLinksOptions,
): MatcherResult {
  optionsArgument(NAME, options, { equality: ['exact', 'resolved'] })
  const request: Request = { homes: homesFor(received, homes), required: linksOf(received) }
  const equality = options?.equality ?? 'exact'
  const findings = inspect(request.homes, request.required, { equality })
  const [first] = findings
  // Nothing but what could not be looked at is no proof that a link is wrong.
  if (this?.isNot === true && first !== undefined && findings.every(({ code }) => code === 'unreadable')) {
    throw unreadable(NAME, first.path, first.cause ?? 'unknown')
  }
  return {
    pass: findings.length === 0,
    message: () =>
      findings.length === 0 ? rightInWords(request) : foundInWords(NAME, request, findings, equality),
    meta: { findings },
  }
}

function linksOf(received: unknown): readonly SharedLink[] {
  // An empty root would read as `/`.
  if (typeof received === 'string') return requiredShared(pathArgument(NAME, 'the shared root', received))
  if (isRequest(received)) return received.required
  if (Array.isArray(received)) return received
  throw new MatcherError(
    'not-links',
    NAME,
    `the received value: expected a shared root, a list of shared links or a world, not ${inWords(received)}`,
  )
}

function homesFor(received: unknown, homes: unknown): readonly string[] {
  if (homes === undefined && isRequest(received)) return received.homes
  if (homes === undefined) {
    throw new MatcherError('not-homes', NAME, 'no home is given, and only a world has homes of its own')
  }
  if (isObject(homes) && !Array.isArray(homes)) {
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
