import type { LawResult } from '../../../../../src/gate/judge-report.ts'
import { counterexample, result, shownReport } from './sample.ts'

/** Text with which a subject could try to leave its place in a report. The formats get it as `printable` leaves it. */
export const HOSTILE = [
  "</pre></failure>]]><script>alert(1)</script>&quot;\" onload='x'",
  '::error::owned',
  '  ::stop-commands::owned',
  'x ##[error]owned',
  '```` ````` ~~~',
  '# heading [link](javascript:x) <img src=x> | cell | http://example.invalid @name',
].join('\n')

const LINE = HOSTILE.replaceAll('\n', ' ')

/** A report in which everything that a subject controls is hostile. */
export function hostileReport() {
  const found = counterexample('destroyed', 3, {
    summary: `\`${LINE}\` was destroyed`,
    output: HOSTILE,
    lines: [{ depth: 0, label: LINE, fate: 'destroyed', isDirectory: false, now: LINE }],
    blame: {
      ...{ call: 'unlink', path: LINE, to: null, process: LINE },
      line: { file: `${LINE}%25,:.sh`, number: 3, text: LINE },
    },
  })
  const laws: LawResult[] = [
    result('keeps-data', { counterexample: found, others: [{ ...found, kind: 'orphaned' }] }),
    result('crash-safe', { counterexample: found }),
    result('private', { counterexample: found, fails: false }),
    result('ends', { verdict: 'waived', reason: HOSTILE }),
    result('race-safe', { verdict: 'not-tested', reason: 'python3 is missing' }),
  ]
  return shownReport(laws, { subject: HOSTILE, notes: [HOSTILE] })
}
