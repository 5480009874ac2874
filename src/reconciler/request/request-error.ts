/** The stable id of a kind of problem with a request. */
export type RequestProblemCode =
  | 'not-a-request'
  | 'bad-option'
  | 'no-homes'
  | 'no-links'
  | 'empty-home'
  | 'relative-home'
  | 'relative-target'
  | 'bad-name'
  | 'bad-path'
  | 'bad-kind'
  | 'repeated-home'
  | 'repeated-link'
  | 'name-with-two-targets'
  | 'target-with-two-names'
  | 'target-overlaps-link'
  | 'target-in-file'
  | 'home-in-link'
  | 'home-in-target'

/** One thing that is wrong with a request. */
export interface RequestProblem {
  readonly code: RequestProblemCode
  readonly message: string
}

/**
 * Thrown for a request that no file system can meet, such as one with a link that would lead to itself, before anything
 * is done. It lists every problem.
 *
 * @example
 * try {
 *   ensureForAccounts([], requiredShared())
 * } catch (error) {
 *   if (error instanceof RequestError) console.error(error.problems.map(({ code }) => code)) // ['no-homes']
 * }
 */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  /** Every problem, at least one. */
  readonly problems: readonly RequestProblem[]

  constructor(problems: readonly RequestProblem[]) {
    super(
      [
        'The request cannot be met, and nothing was done:',
        ...problems.map(({ message }) => `  ${message}`),
      ].join('\n'),
    )
    this.problems = problems
  }
}
