import type { Snapshot } from '../fixtures/snapshot.ts'
import { counted } from '../fixtures/text/plurals.ts'
import type { Fate } from '../src/damage/fate.ts'
import { additionsInWords, fatesInWords } from './change-words.ts'
import { changesSince, checkAllKnown } from './changes-since.ts'
import type { MatcherResult } from './matcher.ts'
import { relativeTo } from './shown-paths.ts'

const NAME = 'toBeUntouchedSince'

/**
 * Passes when nothing in the received root has changed since a snapshot: no entry is new, and none is appended to,
 * recreated, altered, moved, merged or lost.
 *
 * @param received the root's path, or a world.
 * @param before an earlier snapshot of the same root.
 * @throws MatcherError, with and without `.not`, when the snapshot is not one of this root, or when nothing has changed
 * for certain, but an entry could not be read. In a world, closed entries are opened while they are read.
 * @example
 * const before = w.snapshot()
 * plan(w.homes, w.required)
 * expect(w).toBeUntouchedSince(before)
 */
export function toBeUntouchedSince(received: unknown, before: Snapshot): MatcherResult {
  const seen = changesSince(NAME, received, before)
  const isTouched = (fate: Fate) => fate !== 'kept'
  const touched = [...seen.comparison.fates].filter(([, fate]) => isTouched(fate))
  const { added } = seen.comparison
  const { heading } = relativeTo(seen.before.root)
  const count = counted(seen.comparison.fates.size, 'path')
  const pass = touched.length === 0 && added.length === 0
  if (pass) checkAllKnown(NAME, seen)
  return {
    pass,
    message: () => {
      const ofOld = `${touched.length} of ${count} ${touched.length === 1 ? 'has' : 'have'} been touched`
      const summary = pass
        ? `expected a touched or new entry since the snapshot, but none of ${count} is touched, and none is new`
        : `${ofOld} since the snapshot, and ${added.length} ${added.length === 1 ? 'is' : 'are'} new`
      return [summary, ...heading, ...fatesInWords(seen, isTouched), ...additionsInWords(seen)].join('\n')
    },
    meta: { touched: Object.fromEntries(touched), added },
  }
}
