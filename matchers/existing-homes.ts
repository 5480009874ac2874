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
