import { rootAround } from '../fixtures/world-roots.ts'
import { isObject } from './argument.ts'
import { MatcherError } from './matcher-error.ts'
import { wholeIn } from './shown-paths.ts'
import { isPresent } from './trail.ts'

/**
 * Checks that the homes of a negated assertion exist: for a missing one, `.not` would pass on a mistyped path. The homes
 * of a world are not mistyped.
 *
 * @throws MatcherError `not-homes`, or `unreadable`.
 */
export function checkHomesExist(matcher: string, homes: readonly string[]): void {
  const missing = homes.find(home => !isPresent(matcher, home))
  if (missing === undefined) return
  const problem = `home ${wholeIn(missing).path(missing)} does not exist`
  throw new MatcherError(
    'not-homes',
    matcher,
    `${problem}, so .not would pass on a mistyped path; make it, or expect a world with its own homes`,
  )
}

/** Returns whether a value is a world on disk, whose own homes are not mistyped, and not what only looks like one. */
export function isWorldOnDisk(value: unknown): boolean {
  if (!isObject(value) || !('root' in value) || typeof value.root !== 'string') return false
  return rootAround(value.root) === value.root
}
