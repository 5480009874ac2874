import type { SmallState } from '../../fixtures/states/world-spec.ts'
import { type Cell, keyOf, type StateIds } from './cell.ts'
import type { Outcome } from './outcome.ts'

/** The outcomes from the worst to the best; those of one rank are as good as each other. */
const RANKS: readonly (readonly Outcome[])[] = [
  ...([['destroyed'], ['orphaned'], ['lied'], ['strayed'], ['moved'], ['touched']] as const),
  ...([['gave-up'], ['refused'], ['linked', 'already-right']] as const),
]

/** A state in which a subject does something else than before. */
export interface Moved extends SmallState {
  readonly before: Outcome
  readonly outcome: Outcome
  /** `other`: the one is as good as the other. */
  readonly change: 'better' | 'worse' | 'other'
}

/** The changes since an earlier atlas. */
export interface Compared {
  /** The cells with another outcome, in the order of the atlas. */
  readonly moved: readonly Moved[]
  /** The number of states that only one of the two atlases has. */
  readonly unmatched: number
}

/** The parts of a cell of an earlier atlas. It may be of another version of this package, with other states. */
export type EarlierCell = StateIds & Pick<Cell, 'outcome'>

/** Compares an atlas with an earlier one. */
export function comparedWith(earlier: readonly EarlierCell[], cells: readonly Cell[]): Compared {
  const before = new Map(earlier.map(cell => [keyOf(cell), cell.outcome]))
  const matched = cells.filter(cell => before.has(keyOf(cell)))
  return {
    moved: matched.flatMap(({ home, target, link, outcome }) => {
      const was = before.get(keyOf({ home, target, link })) ?? outcome
      return was === outcome
        ? []
        : [{ home, target, link, before: was, outcome, change: changeBetween(was, outcome) }]
    }),
    unmatched: before.size + cells.length - 2 * matched.length,
  }
}

function changeBetween(before: Outcome, after: Outcome): Moved['change'] {
  const [was = 0, is = 0] = [before, after].map(outcome => RANKS.findIndex(rank => rank.includes(outcome)))
  return was === is ? 'other' : is > was ? 'better' : 'worse'
}
