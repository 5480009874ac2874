import type { Colors } from '../../../fixtures/text/colors.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { lawOf } from '../../laws/index.ts'
import type { JudgeReport, LawResult } from '../judge-report.ts'
import type { GateOptions } from '../options.ts'
import { coverageText } from './coverage-text.ts'
import { replayOf } from './replay.ts'
import { trialText } from './trial-text.ts'
import { indent, violationText } from './violation-text.ts'

/** Words a report for people: the verdict on each law, the smallest world of each failing law, and the whole verdict. */
export function gateText(report: JudgeReport, options: GateOptions, colors: Colors): string {
  const failing = report.laws.filter(({ fails }) => fails)
  const warnings = report.laws.filter(({ verdict, fails }) => verdict === 'broken' && !fails)
  return `${[
    `${colors.bold(printable(report.subject))}: ${counted(report.worlds, 'world')}, seed ${report.seed}, ${report.seconds.toFixed(1)} s${options.command === null ? '' : `, sandbox ${report.sandbox}`}${stopsText(report)}`,
    ...report.notes.map(note => `note: ${printable(note)}`),
    '',
    ...report.laws.map(law => lawLine(law, colors)),
    ...(options.stats ? ['', colors.bold('Reached:'), ...coverageText(report.reached)] : []),
    ...failing.flatMap(law => ['', ...broken(law, report, options, colors)]),
    ...(warnings.length === 0 ? [] : ['', colors.yellow('Warnings (laws above the level):')]),
    ...warnings.map(({ id, counterexample }) => `  ${id}: ${counterexample?.summary ?? ''}`),
    '',
    verdict(report, failing, warnings.length, colors),
  ].join('\n')}\n`
}

/** `, stopped by seccomp before 12,345 calls (412 failed, 80 killed, 12 signalled)` */
function stopsText({ trace, calls }: JudgeReport): string {
  if (calls === null || calls.seen === 0) return ''
  const [seen, failed, killed, signalled] = [calls.seen, calls.failed, calls.killed, calls.signalled].map(
    count => count.toLocaleString('en'),
  )
  return `, stopped by ${trace} before ${seen} calls (${failed} failed, ${killed} killed, ${signalled} signalled)`
}

function lawLine(law: LawResult, colors: Colors): string {
  const { id, level, verdict, worlds, brokenIn, reason, fails, says } = law
  const columns = `${id.padEnd(20)} ${level.padEnd(9)}`
  switch (verdict) {
    case 'held':
      return `  ${colors.green('✓')} ${columns} held in ${counted(worlds, 'world')}${colors.dim(trialText(law))}`
    case 'broken': {
      const mark = fails ? colors.red('✗') : colors.yellow('!')
      return `  ${mark} ${columns} broken in ${brokenIn} of ${counted(worlds, 'world')}: ${says}`
    }
    case 'waived':
      return `  - ${columns} waived: ${printable(reason ?? '')}`
    default:
      return `  - ${columns} ${verdict.replace('-', ' ')}: ${reason ?? ''}`
  }
}

function broken(law: LawResult, report: JudgeReport, options: GateOptions, colors: Colors): string[] {
  const logs = logsIn(law)
  return [
    ...[violationText(law, colors), '', '  Replay:', indent(replayOf(options, report, law.id), 4)],
    ...(logs.length === 0
      ? []
      : [
          '  If the file is a log that grows with each run, allow it:',
          indent(replayOf({ ...options, allow: [...options.allow, ...logs] }, report, law.id), 4),
        ]),
  ]
}

/** Returns the subject's own files that the second run appended to, unless a glob would read their names otherwise. */
function logsIn({ id, counterexample }: LawResult): string[] {
  if (lawOf(id).isBrokenByLogs !== true || counterexample === null) return []
  const { fates, spec } = counterexample
  const grown = fates.filter(({ path, fate }) => fate === 'appended' && !spec.tree.has(path))
  return grown.map(({ path }) => path).filter(path => /^[\w./-]+$/.test(path))
}

function verdict(
  report: JudgeReport,
  failing: readonly LawResult[],
  warnings: number,
  colors: Colors,
): string {
  const untested = report.laws.filter(law => law.verdict === 'not-tested')
  const reasons = [...new Set(untested.map(({ reason }) => reason ?? ''))]
  const rest = [
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
    ...(untested.length === 0
      ? []
      : [`not tested: ${untested.map(({ id }) => id).join(', ')}, since ${reasons.join('; ')}`]),
  ]
  const tail = rest.length === 0 ? '' : ` (${rest.join('; ')})`
  if (failing.length > 0) {
    return colors.red(
      `Refused at level ${report.level}: it breaks ${failing.map(({ id }) => id).join(', ')}${tail}`,
    )
  }
  const held = report.laws.filter(law => law.verdict === 'held').length
  return `${colors.green(`Passed at level ${report.level}: ${counted(held, 'law')} held`)}${tail}`
}
