import type { Disturbed } from './disturbed.ts'
import type { Law } from './law.ts'
import { troubleInWords } from './trouble-in-words.ts'

export const raceClean: Law<'race-clean'> = {
  id: 'race-clean',
  level: 'tidy',
  says: 'where nothing is in the way, all of several at once report success',
  needs: ['once', 'again', 'race'],
  judge: ({ asked, first, second, disturbed }) => {
    if (disturbed?.trouble.kind !== 'race' || asked.world !== 'clear') return 'beside'
    // What does not come again is no verdict on a commit; of losses it is told all the same.
    const { order } = disturbed.trouble
    if (order.by === 'chance') return 'beside'
    // Who looks twice is careful, and who sees another's link come in between fails, loses nothing, and is right next time.
    if (order.by === 'holding' && isLook(order.before.call, disturbed)) return 'beside'
    // What fails one after the other as well is told by other laws.
    if (first.report.claim !== 'success' || second?.report.claim !== 'success') return 'beside'
    const { reports, run, before } = disturbed
    const failed = reports.find(({ claim }) => claim === 'failure')
    if (failed === undefined) return 'held'
    return {
      summary: `${troubleInWords(disturbed)}, one reported failure, though nothing was in the way`,
      paths: [],
      scene: { before, run: { ...run, report: failed } },
    }
  },
}

function isLook(call: string, { events }: Disturbed): boolean {
  return events.some(event => 'step' in event && event.step.call === call && event.step.kind === 'look')
}
