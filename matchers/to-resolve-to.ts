import { pathArgument, valueInWords } from './argument.ts'
import type { MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'
import { wholeIn } from './shown-paths.ts'
import { follow, type Trail, trailInWords } from './trail.ts'

const NAME = 'toResolveTo'

/**
 * Passes when the received path leads, through any number of symlinks, to the same entry as `target`, which may go
 * through symlinks too.
 *
 * @param received a path.
 * @param target an absolute path.
 * @throws MatcherError, with and without `.not`, when an argument is not a path, or cannot be read.
 * @example expect('/home/ubuntu/.claude-compte1/projects').toResolveTo('/home/ubuntu/.claude-projects-shared')
 */
export function toResolveTo(received: unknown, target: string): MatcherResult {
  const path = pathArgument(NAME, 'the received value', received)
  const end = absolute(pathArgument(NAME, 'the target', target))
  const from = follow(NAME, path)
  const to = follow(NAME, end)
  const pass = isSame(from, to)
  return {
    pass,
    message: () => {
      const shown = wholeIn(path)
      const actual = `  actual: ${trailInWords(from, shown)}`
      if (pass) return `expected ${shown.path(path)} not to lead to ${shown.path(end)}\n${actual}`
      const atTarget = `  target: ${trailInWords(to, shown)}`
      return `expected ${shown.path(path)} to lead to ${shown.path(end)}\n${actual}\n${atTarget}`
    },
    meta: { path, expected: end, actual: from.path },
  }
}

function isSame({ end: a }: Trail, { end: b }: Trail): boolean {
  return typeof a === 'object' && typeof b === 'object' && a.id === b.id
}

// A relative path could mean one from the link's directory or from the working directory, and pass by mistake.
function absolute(path: string): string {
  if (path.startsWith('/')) return path
  const problem = `expected an absolute path, not ${valueInWords(path)} (toLinkTo compares a link's own text)`
  throw new MatcherError('not-a-path', NAME, `the target: ${problem}`)
}
