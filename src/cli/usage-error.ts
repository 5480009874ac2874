/** An error that the user can put right: in a flag, an argument, the environment or a config. The exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  /** @param problems everything that is wrong; each problem is complete without the others. */
  constructor(problems: readonly string[]) {
    super(
      problems.length === 1
        ? problems[0]
        : [`${problems.length} things are wrong:`, ...problems.map(problem => `  ${problem}`)].join('\n'),
    )
  }
}
