import { counted } from '../../../fixtures/text/plurals.ts'
import { lawOf } from '../../laws/index.ts'
import type { LawResult } from '../report-data.ts'

/** Words how much trouble a law was tried with, and how long that took: `, 412 kills, 3 of no effect, 5.1 s`. */
export function trialText({ id, troubled, seconds }: LawResult): string {
  if (troubled === null) return ''
  const { moments, struck, missed, orders } = troubled
  const [one, many] = lawOf(id).underTrouble?.noun ?? ['trouble', 'troubles']
  return [
    '',
    ...(moments === 0 ? [] : [counted(moments, 'moment')]),
    ...(struck === 0 ? [] : [struck === 1 ? `1 ${one}` : `${struck} ${many}`]),
    ...(orders === 0 ? [] : [`all ${orders.toExponential(1)} orders of two`]),
    ...(missed === 0 ? [] : [`${missed} that did not strike`]),
    ...(seconds < 0.05 ? [] : [`${seconds.toFixed(1)} s`]),
  ].join(', ')
}
