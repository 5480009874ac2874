import { type AgentLine, type DisturbedRun, linesGone } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law } from './law.ts'
import { didNotEnd } from './under-trouble/unended-run.ts'
import { pathInWords } from './wording/entries.ts'

export const keepsLiveWrites: Law<'keeps-live-writes'> = {
  id: 'keeps-live-writes',
  level: 'safe',
  says: 'no line is lost that an agent appends meanwhile, to a file that it keeps open or to one that it opens each time',
  needs: [],
  brokenBy: 'calls',
  underTrouble: { kind: 'live-writes', noun: ['run under agents', 'runs under agents'], judge: judgeLines },
}

function judgeLines(disturbed: DisturbedRun, seen: Observation): Judgement {
  const { stood, run, before } = disturbed
  const gone = goneLines(disturbed)
  const [line] = gone
  if (line === undefined) return didNotEnd(disturbed, seen, 'while agents wrote') ?? 'held'
  const rest = gone.length > 1 ? ` (and ${gone.length - 1} more)` : ''
  return {
    summary: `line ${line.number} of ${pathInWords(line.path)}, which an agent appended through ${line.through} while it ran, was acknowledged and is gone${rest}`,
    paths: [...new Set(gone.map(({ path }) => path))],
    evidence: { before: stood ?? before, run },
  }
}

/**
 * The lines that were acknowledged and are nowhere; but for those of a file that is lost even if nobody writes to it
 * while the subject runs.
 */
export function goneLines({
  lines,
  run,
  control,
}: Pick<DisturbedRun, 'lines' | 'run' | 'control'>): AgentLine[] {
  const usual =
    control === null
      ? []
      : linesGone(
          lines.filter(({ number }) => number === 0),
          control.after,
        )
  const paths = new Set(usual.map(({ path }) => path))
  return linesGone(lines, run.after).filter(({ path }) => !paths.has(path))
}
