/** The time that a search may take. */
export interface Budget {
  readonly seconds: number
  /** Returns whether the time is over. */
  readonly isSpent: () => boolean
}

/** Starts a budget now; null for a search without one. */
export function startedBudget(seconds: number | null): Budget | null {
  if (seconds === null) return null
  const end = performance.now() + seconds * 1000
  return { seconds, isSpent: () => performance.now() >= end }
}

/** The reason why a law is not tested that the search had not finished when its budget was spent. */
export function endedByBudget(seconds: number): string {
  return `the budget of ${seconds} s ended the search before it was through`
}
