/**
 * What the matchers use of a runner's `this`. It is no runner's own type, so that one function fits `expect.extend`
 * of vitest, Jest and Bun.
 */
export interface MatcherContext {
  /** Whether the assertion is negated. */
  readonly isNot?: boolean | undefined
}

/** What a matcher answers. It is never a promise: used asymmetrically, an async matcher's `.not` always passes. */
export interface MatcherResult {
  readonly pass: boolean
  /** Words the failure, of the matcher or of its `.not`, when there is one. */
  readonly message: () => string
  /** The failure as data. */
  readonly meta?: object
}
