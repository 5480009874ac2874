import { printable } from '../fixtures/text/printable.ts'
import { inWords, pathArgument } from './argument.ts'
import { follow, type Trail, trailInWords } from './look.ts'
import type { MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'

const NAME = 'toResolveTo'

/**
 * Passes when the received path leads in the end, over any number of symlinks, to what stands at `target`, which may
 * itself be reached over symlinks.
 *
 * @param target an absolute path.
 * @throws MatcherError in both polarities when either is no path, or cannot be looked at.
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
      const there = `  there:  ${trailInWords(from)}`
      if (pass) return `expected ${printable(path)} not to lead to ${printable(end)}\n${there}`
      const atTarget = `  target: ${trailInWords(to)}`
      return `expected ${printable(path)} to lead to ${printable(end)}\n${there}\n${atTarget}`
    },
    meta: { path, expected: end, actual: from.path },
  }
}

function isSame({ end: a }: Trail, { end: b }: Trail): boolean {
  return typeof a === 'object' && typeof b === 'object' && a.id === b.id
}

// A relative one could be meant from the link's directory or from the working directory: one would pass by mistake.
function absolute(path: string): string {
  if (path.startsWith('/')) return path
  throw new MatcherError(
    'not-a-path',
    NAME,
    `the target: expected an absolute path, not ${inWords(path)} (toLinkTo compares a link's own text)`,
  )
}
