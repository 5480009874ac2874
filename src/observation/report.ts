/** What a subject said of one run. */
export interface Report {
  /** `none`: it was killed, since it did not end in time or a director said so. */
  readonly claim: 'success' | 'failure' | 'killed'
  /** The absolute paths that its findings name; null for one that only prints. */
  readonly named: readonly string[] | null
  /** What it printed, or the message of what it threw; cut at 64 KiB. */
  readonly output: string
  /** Its exit code; null for one that has none, or was killed. */
  readonly exit: number | null
  /** What it took too much of, for which it was killed. */
  readonly excess?: string
}

/** What a run says that was killed. */
export const KILLED: Report = { claim: 'killed', named: null, output: '', exit: null }
