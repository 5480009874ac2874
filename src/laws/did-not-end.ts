import type { Disturbed } from './disturbed.ts'
import type { Break } from './law.ts'
import type { Observation } from './observation.ts'

/** The break of a run that trouble keeps from ending; undefined where it ended, or never ends anyway. */
export function didNotEnd(
  { reports, run, before }: Disturbed,
  { first }: Observation,
  when: string,
): Break | undefined {
  if (first.report.claim === 'none' || !reports.some(({ claim }) => claim === 'none')) return undefined
  return {
    summary: `it did not end in time, and was killed, ${when}`,
    paths: [],
    scene: { before, run },
  }
}
