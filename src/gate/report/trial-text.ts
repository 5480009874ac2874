import { counted } from '../../../fixtures/text/plurals.ts'
import type { LawId } from '../../laws/index.ts'
import type { LawResult } from '../report-data.ts'

/** What the trouble of a law is called, so many times. */
const STRUCK: Partial<Readonly<Record<LawId, string>>> = {
  'crash-safe': 'kill',
  'fault-safe': 'failed call',
  'race-safe': 'race',
  'race-clean': 'race',
  'yields-to-others': 'intrusion',
  'keeps-live-writes': 'run under agents',
}

/** `, 412 kills, 3 of no effect, 5.1 s`: with how much trouble a law was tried, and how long that took. */
export function trialText({ id, troubled, seconds }: LawResult): string {
  if (troubled === null) return ''
  const { moments, struck, missed, orders } = troubled
  return [
    '',
    ...(moments === 0 ? [] : [counted(moments, 'moment')]),
    ...(struck === 0 ? [] : [timesInWords(struck, STRUCK[id] ?? 'trouble')]),
    ...(orders === 0 ? [] : [`all ${orders.toExponential(1)} orders of two`]),
    ...(missed === 0 ? [] : [`${missed} that did not troubleKey`]),
    ...(seconds < 0.05 ? [] : [`${seconds.toFixed(1)} s`]),
  ].join(', ')
}

function timesInWords(count: number, what: string): string {
  const [first = '', ...rest] = what.split(' ')
  return what.startsWith('run ') ? [counted(count, first), ...rest].join(' ') : counted(count, what)
}
