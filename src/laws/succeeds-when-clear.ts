import type { Law } from './law.ts'

export const succeedsWhenClear: Law<'succeeds-when-clear'> = {
  id: 'succeeds-when-clear',
  level: 'safe',
  says: 'where nothing is in the way, success is reported',
  needs: [],
  brokenBy: 'reports',
  judge: ({ expectation, first: { report } }) => {
    if (expectation.world !== 'clear') return 'vacuous'
    if (report.claim === 'success') return 'held'
    if (report.claim === 'killed') {
      return { summary: 'it did not end in time where nothing was in the way, and was killed', paths: [] }
    }
    const how = report.exit === null ? 'failure was reported' : `it failed with exit code ${report.exit}`
    return { summary: `${how} where nothing was in the way`, paths: [] }
  },
}
