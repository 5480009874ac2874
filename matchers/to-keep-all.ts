import type { Snapshot } from '../fixtures/snapshot.ts'
import { counted } from '../fixtures/text/plurals.ts'
import type { Fate } from '../src/damage/fate.ts'
import { fatesInWords } from './change-words.ts'
import { changesSince, checkAllKnown } from './changes-since.ts'
import type { MatcherResult } from './matcher.ts'
import { relativeTo } from './shown-paths.ts'

const NAME = 'toKeepAll'

const LOST: readonly Fate[] = ['destroyed', 'orphaned', 'trivial']

/**
 * Passes when nothing in the received root has been lost since a snapshot: the bytes of every file still exist, every
 * file that could be read through a link still can be, and no empty directory, dangling link, FIFO or socket is gone.
 * An entry that was moved, altered or appended to is not lost.
 *
 * @param received the root's path, or a world.
 * @param before an earlier snapshot of the same root.
 * @throws MatcherError, with and without `.not`, when the snapshot is not one of this root, or when nothing is lost for
 * certain, but an entry could not be read. In a world, closed entries are opened while they are read.
 * @example
 * const before = w.snapshot()
 * ensureForAccounts(w.homes, w.required)
 * expect(w).toKeepAll(before)
 */
export function toKeepAll(received: unknown, before: Snapshot): MatcherResult {
  const seen = changesSince(NAME, received, before)
  const isLost = (fate: Fate) => LOST.includes(fate)
  const lost = [...seen.comparison.fates].filter(([, fate]) => isLost(fate))
  if (lost.length === 0) checkAllKnown(NAME, seen)
  const { heading } = relativeTo(seen.before.root)
  const count = counted(seen.comparison.fates.size, 'path')
  return {
    pass: lost.length === 0,
    message: () => {
      const summary =
        lost.length === 0
          ? `expected a lost entry since the snapshot, but none of ${count} is lost`
          : `${lost.length} of ${count} ${lost.length === 1 ? 'has' : 'have'} been lost since the snapshot`
      return [summary, ...heading, ...fatesInWords(seen, isLost)].join('\n')
    },
    meta: { lost: Object.fromEntries(lost) },
  }
}
