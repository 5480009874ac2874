import { counted } from '../../../fixtures/text/plurals.ts'
import { lawOf } from '../../laws/index.ts'
import type { LawResult } from '../judge-report.ts'

/** Returns how much trouble a law was tested with, and for how long: `, 412 kills, 3 without effect, 5.1 s`. */
export function trialText({ id, troubled, seconds }: LawResult): string {
  if (troubled === null) return ''
  const { moments, struck, missed, orders } = troubled
  const [one, many] = lawOf(id).underTrouble?.noun ?? ['trouble', 'troubles']
  return [
    '',
    ...(moments === 0 ? [] : [counted(moments, 'moment')]),
    ...(struck === 0 ? [] : [struck === 1 ? `1 ${one}` : `${struck} ${many}`]),
    ...(orders === 0 ? [] : [`all ${orders.toExponential(1)} orders of two runs`]),
    ...(missed === 0 ? [] : [`${missed} without effect`]),
    ...(seconds < 0.05 ? [] : [`${seconds.toFixed(1)} s`]),
  ].join(', ')
}
