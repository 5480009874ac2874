/** One of several equal parts, counted from 1. */
export interface Part {
  readonly index: number
  readonly count: number
}

/**
 * Returns whether it is a part's turn: the parts take turns, one number after the other.
 *
 * @param part null for the whole, whose turn it always is.
 * @param numbers the number of the turn, or several that add up to it.
 * @example hasTurn({ index: 2, count: 3 }, 4) === true
 */
export function hasTurn(part: Part | null, ...numbers: readonly number[]): boolean {
  if (part === null) return true
  const turn = numbers.reduce((sum, one) => sum + one, 0)
  return turn % part.count === part.index - 1
}
