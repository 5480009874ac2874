import type { Snapshot } from '../fixtures/snapshot.ts'
import { counted } from '../fixtures/text/plurals.ts'
import type { Fate } from '../src/damage/fate.ts'
import type { MatcherResult } from './matcher.ts'
import { relativeTo } from './relative.ts'
import { additionsInWords, fatesInWords, since } from './since.ts'

const NAME = 'toBeUntouchedSince'

/**
 * Passes when every entry of the received root, a path or a world, is what it was at the snapshot, and none is new:
 * nothing is appended to, recreated, altered, moved, merged or lost.
 *
 * @throws MatcherError in both polarities when the snapshot is none, or of another root.
 * @example
 * const before = w.snapshot()
 * plan(w.homes, w.required)
 * expect(w).toBeUntouchedSince(before)
 */
export function toBeUntouchedSince(received: unknown, before: Snapshot): MatcherResult {
  const seen = since(NAME, received, before)
  const isTouched = (fate: Fate) => fate !== 'kept'
  const touched = [...seen.comparison.fates].filter(([, fate]) => isTouched(fate))
  const { added } = seen.comparison
  const { heading } = relativeTo(seen.before.root)
  const count = counted(seen.comparison.fates.size, 'path')
  const pass = touched.length === 0 && added.length === 0
  return {
    pass,
    message: () => {
      if (pass) {
        return [
          `expected something to be touched since the snapshot, but nothing of ${count} is, and nothing is new`,
          heading,
        ].join('\n')
      }
      const summary = `${touched.length} of ${count} ${touched.length === 1 ? 'is' : 'are'} touched since the snapshot, and ${added.length} ${added.length === 1 ? 'is' : 'are'} new`
      return [summary, heading, ...fatesInWords(seen, isTouched), ...additionsInWords(seen)].join('\n')
    },
    meta: { touched: Object.fromEntries(touched), added },
  }
}
