import type { Snapshot } from '../fixtures/snapshot.ts'
import { counted } from '../fixtures/text/plurals.ts'
import type { Fate } from '../src/damage/fate.ts'
import type { MatcherResult } from './matcher.ts'
import { relativeTo } from './relative.ts'
import { fatesInWords, since } from './since.ts'

const NAME = 'toKeepAll'

const LOST: readonly Fate[] = ['destroyed', 'orphaned', 'trivial']

/**
 * Passes when nothing is lost since a snapshot of the received root, a path or a world: no file's bytes are nowhere,
 * each can be read where it could be read through a link, and no empty directory, dangling link, FIFO or socket is
 * gone. What was moved, altered or appended to is not lost.
 *
 * @throws MatcherError in both polarities when the snapshot is none, or of another root.
 * @example
 * const before = w.snapshot()
 * provision(w.homes)
 * expect(w).toKeepAll(before)
 */
export function toKeepAll(received: unknown, before: Snapshot): MatcherResult {
  const seen = since(NAME, received, before)
  const isLost = (fate: Fate) => LOST.includes(fate)
  const lost = [...seen.comparison.fates].filter(([, fate]) => isLost(fate))
  const { heading } = relativeTo(seen.before.root)
  const count = counted(seen.comparison.fates.size, 'path')
  return {
    pass: lost.length === 0,
    message: () => {
      if (lost.length === 0) {
        return [`expected something to be lost since the snapshot, but nothing of ${count} is`, heading].join(
          '\n',
        )
      }
      const summary = `${lost.length} of ${count} ${lost.length === 1 ? 'is' : 'are'} lost since the snapshot`
      return [summary, heading, ...fatesInWords(seen, isLost)].join('\n')
    },
    meta: { lost: Object.fromEntries(lost) },
  }
}
