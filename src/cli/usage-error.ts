/** What the user can put right: a flag, an argument, the environment, a config. The exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  /**
   * @param problems all that is wrong, each complete alone.
   * @param title what stands above them; where there is one problem it may be left out.
   */
  constructor(problems: readonly string[], title?: string) {
    const [first, ...more] = problems
    const isAlone = title === undefined && first !== undefined && more.length === 0
    super(
      isAlone
        ? first
        : [title ?? `${problems.length} things are wrong:`, ...problems.map(indented)].join('\n'),
    )
  }
}

function indented(problem: string): string {
  return `  ${problem}`
}
