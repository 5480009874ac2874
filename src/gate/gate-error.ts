/**
 * The error when a subject cannot be judged; the gate then exits with 2. Its message is complete, and meant for the user.
 *
 * @example
 * try {
 *   await judge(command(['bash', 'install.sh']))
 * } catch (error) {
 *   if (!(error instanceof GateError)) throw error
 *   console.error(error.message)
 * }
 */
export class GateError extends Error {
  override readonly name = 'GateError'
}

/**
 * Builds an error that lists problems.
 *
 * @param advice what to do about them, after the list. Default: nothing.
 */
export function listingError(heading: string, problems: readonly string[], ...advice: string[]): GateError {
  return new GateError([heading, ...problems.map(problem => `  ${problem}`), ...advice].join('\n'))
}
