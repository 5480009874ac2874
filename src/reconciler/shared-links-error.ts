import type { Finding, Made } from './finding.ts'
import { messageOf, summaryOf } from './wording.ts'

/**
 * Thrown when a run has findings. All that does not depend on a finding was made; nothing was removed or overwritten.
 * The message lists every finding, and `errors` has one error for each.
 *
 * @example
 * try {
 *   ensureForAccounts(['/home/ubuntu/.claude-compte1'], requiredShared())
 * } catch (error) {
 *   if (error instanceof SharedLinksError) for (const { code, path } of error.findings) console.error(code, path)
 * }
 */
export class SharedLinksError extends AggregateError {
  override readonly name = 'SharedLinksError'
  /** Everything that is wrong, at least one finding. */
  readonly findings: readonly Finding[]
  /** The entries that the run made. */
  readonly made: readonly Made[]

  constructor(findings: readonly Finding[], made: readonly Made[], homes: readonly string[]) {
    super(
      findings.map(finding => new Error(messageOf(finding))),
      summaryOf(findings, failedHomes(findings, homes), homes.length),
    )
    this.findings = findings
    this.made = made
  }
}

/** Counts the homes that fail: a finding about a target concerns every home. */
function failedHomes(findings: readonly Finding[], homes: readonly string[]): number {
  if (findings.some(({ home }) => home === null)) return homes.length
  return new Set(findings.map(({ home }) => home)).size
}
