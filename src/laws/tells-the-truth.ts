import type { SharedLink } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { entryAt } from '../damage/resolve.ts'
import type { Observation } from '../observation/observation.ts'
import { isRight } from '../observation/right.ts'
import type { Judgement, Law } from './law.ts'
import { quotePath } from './wording/entries.ts'
import { describeWrongLink } from './wording/wrong-link.ts'

export const tellsTheTruth: Law<'tells-the-truth'> = {
  id: 'tells-the-truth',
  level: 'safe',
  says: 'success is reported only if every link is right',
  needs: [],
  brokenBy: 'reports',
  judgedIn: ['name-taken', 'history'],
  judge: seen => (seen.first.report.claim === 'success' ? judgeSuccess(seen) : 'held'),
}

function judgeSuccess({ before, deployment, equality, expectation, first, probe }: Observation): Judgement {
  const { after } = first
  const wrong = expectation.links.filter(link => !isRight(after, link, equality))
  const [worst] = wrong
  if (worst !== undefined) {
    const rest = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : ''
    return {
      summary: `success was reported, but ${describeWrongLink(worst, after)}${rest}`,
      paths: wrong.map(({ path }) => path),
    }
  }
  const closed = deployment.links.find(link => isClosed(link, after) && !isClosed(link, before))
  if (closed !== undefined) {
    const summary = `success was reported, but the owner of ${quotePath(closed.target)} can no longer use it`
    return { summary, paths: [closed.target] }
  }
  const [problem] = probe ?? []
  return problem === undefined ? 'held' : { summary: `success was reported, but ${problem}`, paths: [] }
}

/** Returns whether a target's owner cannot use it. A file may be read-only, as that of a home may have been. */
function isClosed({ target, kind }: SharedLink, tree: Snapshot): boolean {
  const found = entryAt(tree, target)
  const needed = kind === 'file' ? 0o400 : 0o700
  return found !== undefined && (found.entry.mode & needed) !== needed
}
