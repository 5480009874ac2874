import { symlinkInWords } from '../fixtures/text/entry.ts'
import { printable } from '../fixtures/text/printable.ts'
import { pathArgument } from './argument.ts'
import { follow, ownText, plain, trailInWords } from './look.ts'
import type { MatcherResult } from './matcher.ts'

const NAME = 'toLinkTo'

/**
 * Passes when the received path is a symlink whose own text is exactly `target`, byte for byte: one hop, whether or
 * not anything stands there.
 *
 * @throws MatcherError in both polarities when either is no path, or the received one cannot be looked at.
 * @example expect('/home/ubuntu/.claude-compte1/projects').toLinkTo('/home/ubuntu/.claude-projects-shared')
 */
export function toLinkTo(received: unknown, target: string): MatcherResult {
  const path = pathArgument(NAME, 'the received value', received)
  const text = pathArgument(NAME, 'the target', target)
  const own = ownText(NAME, plain(path))
  return {
    pass: own === text,
    message: () => {
      if (own === text) return `expected ${printable(path)} not to be ${symlinkInWords(text)}`
      const there = trailInWords(follow(NAME, path))
      return `expected ${printable(path)} to be ${symlinkInWords(text)}\n  there: ${there}`
    },
    meta: { path, expected: text, actual: own },
  }
}
