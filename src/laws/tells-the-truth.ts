import { resolve } from '../damage/resolve.ts'
import type { Observation } from '../observation/observation.ts'
import { isRight } from '../observation/right.ts'
import type { Law } from './law.ts'
import { pathInWords } from './wording/entries.ts'
import { wrongInWords } from './wording/wrong-link.ts'

export const tellsTheTruth: Law<'tells-the-truth'> = {
  id: 'tells-the-truth',
  level: 'safe',
  says: 'success is reported only if every link is right',
  needs: [],
  brokenBy: 'reports',
  judgedIn: ['name-taken'],
  judge: seen => {
    const { claim } = seen.first.report
    // In a clear world, not to end is not to succeed, and is reported as that.
    if (claim === 'killed' && seen.expectation.world !== 'clear') {
      return { summary: 'nothing was reported: it did not end in time, and was killed', paths: [] }
    }
    if (claim !== 'success') return 'held'
    const wrong = seen.expectation.links.filter(
      ({ home, link }) => !isRight(seen.first.after, home, link, seen.equality),
    )
    const [first] = wrong
    if (first !== undefined) {
      const rest = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : ''
      return {
        summary: `success was reported, but ${wrongInWords(first, seen.first.after)}${rest}`,
        paths: wrong.map(({ path }) => path),
      }
    }
    const closed = seen.deployment.links.find(({ target }) => isClosedNow(target, seen))
    if (closed !== undefined) {
      const summary = `success was reported, but the owner of ${pathInWords(closed.target)} cannot use it any more`
      return { summary, paths: [closed.target] }
    }
    const [broken] = seen.probe ?? []
    return broken === undefined ? 'held' : { summary: `success was reported, but ${broken}`, paths: [] }
  },
}

/** Whether a target that its owner could use, or that is new, is closed to its owner now. */
function isClosedNow(target: string, { before, first: { after } }: Observation): boolean {
  const [was, is] = [resolve(before, target), resolve(after, target)]
  const wasClosed = was.leads === 'there' && (was.entry.mode & 0o700) !== 0o700
  return is.leads === 'there' && (is.entry.mode & 0o700) !== 0o700 && !wasClosed
}
