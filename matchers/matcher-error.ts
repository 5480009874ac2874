import { beginAtUser } from './user-stack.ts'

/** The stable id of a problem with an assertion itself. */
export type MatcherErrorCode =
  | 'not-a-path'
  | 'not-a-name'
  | 'not-homes'
  | 'not-links'
  | 'not-a-directory'
  | 'not-a-tree'
  | 'not-a-snapshot'
  | 'snapshot-of-another-root'
  | 'not-an-option'
  | 'surplus-argument'
  | 'not-a-function'
  | 'async-function'
  | 'not-awaited'
  | 'not-a-finding-code'
  | 'unreadable'

/**
 * Thrown by a matcher that cannot decide: an argument is wrong, or an entry cannot be read. It is thrown with and
 * without `.not`, so that `.not` never passes on a typo.
 *
 * @example
 * try {
 *   expect('').not.toLinkTo('/srv/shared')
 * } catch (error) {
 *   if (error instanceof MatcherError) console.error(error.code) // 'not-a-path'
 * }
 */
export class MatcherError extends TypeError {
  override readonly name = 'MatcherError'
  readonly code: MatcherErrorCode

  constructor(code: MatcherErrorCode, matcher: string, problem: string, options: ErrorOptions = {}) {
    super(`${matcher}: ${problem}`, options)
    this.code = code
    beginAtUser(this)
  }
}
