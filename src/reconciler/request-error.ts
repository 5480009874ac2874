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
  | 'repeated-home'
  | 'repeated-link'
  | 'name-with-two-targets'
  | 'target-with-two-names'
  | 'target-overlaps-link'
  | 'home-in-link'
  | 'home-in-target'

/** One thing that is wrong with a request. */
export interface RequestProblem {
  readonly code: RequestProblemCode
  readonly message: string
}

/**
 * A request that no file system could be brought to, or that would lead a link to itself. Nothing was done.
 *
 * @example
 * try { ensureForAccounts([], required) } catch (error) { error.problems[0].code === 'no-homes' }
 */
export class RequestError extends Error {
  override readonly name = 'RequestError'
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
