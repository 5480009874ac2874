import { fromBytes } from '../../fixtures/bytes.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { didNotEnd } from './did-not-end.ts'
import type { Disturbed, Line } from './disturbed.ts'
import { pathInWords } from './in-words.ts'
import type { Judgement, Law } from './law.ts'
import type { Observation } from './observation.ts'

export const keepsLiveWrites: Law<'keeps-live-writes'> = {
  id: 'keeps-live-writes',
  level: 'safe',
  says: 'no line is lost that an agent appends meanwhile, to a file that it keeps open or to one that it opens each time',
  needs: ['once', 'live-writes'],
  judge: seen => {
    const { disturbed } = seen
    return disturbed?.trouble.kind === 'live-writes' ? judgeLines(disturbed, seen) : 'beside'
  },
}

function judgeLines(disturbed: Disturbed, seen: Observation): Judgement {
  const { stood, run, before } = disturbed
  const gone = goneLines(disturbed)
  const [line] = gone
  if (line === undefined) return didNotEnd(disturbed, seen, 'while agents wrote') ?? 'held'
  const rest = gone.length > 1 ? ` (and ${gone.length - 1} more)` : ''
  return {
    summary: `line ${line.number} of ${pathInWords(line.path)}, which an agent appended through ${line.through} while it ran, was acknowledged and is gone${rest}`,
    paths: [...new Set(gone.map(({ path }) => path))],
    scene: { before: stood ?? before, run },
  }
}

/**
 * The lines that were acknowledged and are nowhere. Where the line is gone that was there before anything ran, the file
 * is lost without any write.
 */
export function goneLines({ lines, run }: Pick<Disturbed, 'lines' | 'run'>): Line[] {
  const there = linesIn(run.after)
  const lost = lines.filter(({ text }) => !there.has(text))
  const first = new Set(lost.filter(({ number }) => number === 0).map(({ path }) => path))
  return lost.filter(({ path }) => !first.has(path))
}

/** Every line of every file, wherever it is. */
function linesIn({ entries }: Snapshot): ReadonlySet<string> {
  return new Set(
    [...entries.values()].flatMap(({ content }) =>
      content === undefined ? [] : fromBytes(content).split('\n'),
    ),
  )
}
