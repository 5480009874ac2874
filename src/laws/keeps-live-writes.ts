import { type AgentLine, type DisturbedRun, linesGone } from '../observation/disturbed-run.ts'
import type { Law, Violation } from './law.ts'
import { firstViolation } from './under-trouble/first-violation.ts'
import { quotePath } from './wording/entries.ts'

export const keepsLiveWrites: Law<'keeps-live-writes'> = {
  id: 'keeps-live-writes',
  level: 'safe',
  says: 'lines that an agent appends during a run are kept, whether it holds the file open or opens it for each line',
  needs: [],
  losses: ['destroyed'],
  brokenBy: 'calls',
  underTrouble: {
    kinds: ['live-writes'],
    judge: firstViolation(lossOfLines),
  },
}

function lossOfLines(disturbed: DisturbedRun): Violation | undefined {
  const { intruded, run, before } = disturbed
  const lost = lostLines(disturbed)
  const [line] = lost
  if (line === undefined) return undefined
  const rest = lost.length > 1 ? ` (and ${lost.length - 1} more)` : ''
  return {
    kind: 'destroyed',
    summary: `line ${line.number} of ${quotePath(line.path)}, which an agent appended through ${line.through} during the run, was acknowledged and is gone${rest}`,
    paths: [...new Set(lost.map(({ path }) => path))],
    evidence: { before: intruded ?? before, run },
  }
}

/**
 * Returns the acknowledged lines that no file holds any more, without those of files that the subject loses even when no
 * agent writes during its run.
 */
export function lostLines(disturbed: Pick<DisturbedRun, 'lines' | 'run' | 'control'>): AgentLine[] {
  const { lines, run, control } = disturbed
  const firstLines = lines.filter(({ number }) => number === 0)
  const lostAnyway = control === null ? [] : linesGone(firstLines, control.after)
  const paths = new Set(lostAnyway.map(({ path }) => path))
  return linesGone(lines, run.after).filter(({ path }) => !paths.has(path))
}
