/**
 * The part of a runner's `this` that the matchers use. It is no runner's own type, so that one function fits
 * `expect.extend` of vitest, Jest and Bun.
 */
export interface MatcherContext {
  /** Whether the assertion is negated. */
  readonly isNot?: boolean | undefined
  /** `rejects` or `resolves` if the received value is the outcome of a promise. */
  readonly promise?: string | undefined
}

/** The result of a matcher. It is never a promise: the `.not` of an async asymmetric matcher would always pass. */
export interface MatcherResult {
  readonly pass: boolean
  /** Returns the message of the failure: of the matcher's if `pass` is false, of its `.not`'s otherwise. */
  readonly message: () => string
  /** Two texts whose lines a runner compares, below the message. */
  readonly actual?: string
  readonly expected?: string
  /** The failure as data. */
  readonly meta?: object
}
