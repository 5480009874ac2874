/** A subject's report on one run. */
export interface Report {
  /** `killed`: by a trouble. `unended`: the harness stopped it, since it did not end by itself. */
  readonly claim: 'success' | 'failure' | 'killed' | 'unended'
  /** The absolute paths that its findings name; null for a subject that only prints. */
  readonly named: readonly string[] | null
  /** Its output, or the message of the error that it threw; cut at 64 KiB. */
  readonly output: string
  /** Its exit code; null for a subject that has none, or was killed. */
  readonly exit: number | null
  /** Why the harness stopped it, as a clause. Only on a run that is `unended`. */
  readonly stopped?: string
  /** Whether the harness stopped it because its time was over. */
  readonly timedOut?: true
}

/** The report on a run that was killed. */
export const KILLED: Report = { claim: 'killed', named: null, output: '', exit: null }
