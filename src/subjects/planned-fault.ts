/** A fault that is settled before a run begins, for a tracer that cannot be told of one while it lasts. */
export interface PlannedFault {
  /** The plain names of the calls that are to fail, as in a `Step`. */
  readonly calls: readonly string[]
  /** Relative to the world's root. */
  readonly path: string
  readonly errno: string
  /** Which of them, from 1; null for each. */
  readonly nth: number | null
}
