import { counted } from '../../fixtures/text/plurals.ts'
import type { Subject } from '../subjects/subject.ts'
import type { LawResult } from './judge-report.ts'
import type { Regression } from './regressions.ts'

/** Says why worlds with permissions were not tried. */
export function noteOnPermissions({ permissions }: Subject): string[] {
  return permissions === 'never'
    ? ['worlds with permissions were left out: they do not restrict a worker thread of root']
    : []
}

/** Says why interception failed, if it was tried. */
export function noteOnStops({ stops }: Subject): string[] {
  return stops.by === 'none' && stops.detail !== undefined
    ? [`its calls could not be intercepted: ${stops.detail}`]
    : []
}

/** Says which worlds from earlier runs break their law no longer. */
export function noteOnRemembered(
  remembered: readonly Pick<Regression, 'law'>[],
  laws: readonly LawResult[],
): string[] {
  const held = remembered.filter(({ law }) =>
    laws.some(({ id, verdict }) => id === law && verdict === 'held'),
  )
  if (held.length === 0) return []
  const ids = [...new Set(held.map(({ law }) => law))].join(', ')
  const [were, hold] = held.length === 1 ? ['was', 'holds'] : ['were', 'hold']
  return [`${counted(held.length, 'world')} that broke ${ids} before ${were} tried first, and now ${hold}`]
}
