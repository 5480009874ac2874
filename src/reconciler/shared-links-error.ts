import type { Finding, Made } from './finding.ts'
import { messageOf, summaryOf } from './wording.ts'

/** What was asked for could not be brought about; what did not depend on it was. Nothing was removed or overwritten. */
export class SharedLinksError extends AggregateError {
  override readonly name = 'SharedLinksError'
  /** All that is wrong. */
  readonly findings: readonly Finding[]
  /** What was made all the same. */
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

/** A finding about a target is one for every home. */
function failedHomes(findings: readonly Finding[], homes: readonly string[]): number {
  if (findings.some(({ home }) => home === null)) return homes.length
  return new Set(findings.map(({ home }) => home)).size
}
