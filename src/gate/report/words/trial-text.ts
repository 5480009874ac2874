import { counted } from '../../../../fixtures/text/plurals.ts'
import { TROUBLE_NOUNS } from '../../../laws/wording/trouble.ts'
import { TROUBLE_KINDS, type TroubleKind } from '../../../observation/trouble.ts'
import type { LawResult } from '../../judge-report.ts'

/** Returns how much trouble a law was tested with, and for how long: `, 412 kills, 3 without effect, 5.1 s`. */
export function trialText({ troubled, seconds }: LawResult): string {
  if (troubled === null) return ''
  const { moments, struck, missed, orders } = troubled
  return [
    '',
    ...(moments === 0 ? [] : [counted(moments, 'moment')]),
    ...TROUBLE_KINDS.flatMap(kind => countedRuns(kind, struck[kind] ?? 0)),
    ...(orders === 0 ? [] : [`all ${orders.toExponential(1)} orders of two runs`]),
    ...(missed === 0 ? [] : [`${missed} without effect`]),
    ...(seconds < 0.05 ? [] : [`${seconds.toFixed(1)} s`]),
  ].join(', ')
}

function countedRuns(kind: TroubleKind, count: number): string[] {
  return count === 0 ? [] : [counted(count, ...TROUBLE_NOUNS[kind])]
}
