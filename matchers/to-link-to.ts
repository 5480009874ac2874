import { symlinkInWords } from '../fixtures/text/entry.ts'
import { pathArgument } from './argument.ts'
import type { MatcherResult } from './matcher.ts'
import { wholeIn } from './shown-paths.ts'
import { follow, ownText, plain, trailInWords } from './trail.ts'

const NAME = 'toLinkTo'

/**
 * Passes when the received path is a symlink whose own text is exactly `target`, byte for byte. It does not follow the
 * link: the target may be missing.
 *
 * @param received the path of the link.
 * @throws MatcherError, with and without `.not`, when an argument is not a path, or the link cannot be read.
 * @example expect('/home/ubuntu/.claude-compte1/projects').toLinkTo('/home/ubuntu/.claude-projects-shared')
 */
export function toLinkTo(received: unknown, target: string): MatcherResult {
  const path = pathArgument(NAME, 'the received value', received)
  const text = pathArgument(NAME, 'the target', target)
  const own = ownText(NAME, plain(path))
  return {
    pass: own === text,
    message: () => {
      const shown = wholeIn(path)
      const link = symlinkInWords(shown.text(text))
      if (own === text) return `expected ${shown.path(path)} not to be ${link}`
      return `expected ${shown.path(path)} to be ${link}\n  actual: ${trailInWords(follow(NAME, path), shown)}`
    },
    meta: { path, expected: text, actual: own },
  }
}
