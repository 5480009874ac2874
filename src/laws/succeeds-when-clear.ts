import type { Report } from '../observation/report.ts'
import type { Law } from './law.ts'

export const succeedsWhenClear: Law<'succeeds-when-clear'> = {
  id: 'succeeds-when-clear',
  level: 'safe',
  says: 'if nothing is in the way, success is reported',
  needs: [],
  brokenBy: 'reports',
  judge: ({ expectation, first: { report } }) => {
    if (expectation.world !== 'clear') return 'vacuous'
    if (report.claim === 'success') return 'held'
    return { summary: `nothing was in the way, but ${describeFailure(report)}`, paths: [] }
  },
}

function describeFailure({ exit }: Report): string {
  return exit === null ? 'failure was reported' : `the run failed with exit code ${exit}`
}
