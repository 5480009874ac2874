/** Stable ids of what can be wrong with an assertion itself. */
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
  | 'not-a-function'
  | 'async-function'
  | 'not-a-finding-code'
  | 'unreadable'

/**
 * The assertion cannot be judged: an argument is wrong, or what it asks about cannot be looked at. A matcher throws
 * it whether it is negated or not, so that `.not` never passes on a typo.
 *
 * @example
 * try { expect(path).not.toLinkTo(undefined) } catch (error) { error.code === 'not-a-path' }
 */
export class MatcherError extends TypeError {
  override readonly name = 'MatcherError'
  readonly code: MatcherErrorCode

  constructor(code: MatcherErrorCode, matcher: string, problem: string, options: ErrorOptions = {}) {
    super(`${matcher}: ${problem}`, options)
    this.code = code
  }
}
