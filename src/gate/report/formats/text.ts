import type { Colors } from '../../../../fixtures/text/colors.ts'
import { counted } from '../../../../fixtures/text/plurals.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { JudgeReport, LawResult } from '../../judge-report.ts'
import { linesToBlame } from '../brief/lines-to-blame.ts'
import { failingIn, howBroken, verdictText, warningsIn } from '../brief/verdict.ts'
import { againCommand, againText } from '../replay.ts'
import { isUnjudged, type Outcome, type ShownReport, titleOf } from '../shown-report.ts'
import { coverageText } from '../words/coverage-text.ts'
import { lawText } from '../words/law-text.ts'
import { violationText } from '../words/violation-text.ts'

/** Words the reports of all subjects, one after the other; of several, with a line for each at the end. */
export function outcomesText(outcomes: readonly Outcome[], colors: Colors): string {
  const parts = outcomes.map(outcome =>
    isUnjudged(outcome)
      ? `${colors.bold(titleOf(outcome))}: ${colors.red('no verdict')}\n\n${outcome.error}\n`
      : gateText(outcome, colors),
  )
  if (outcomes.length === 1) return parts.join('')
  return [...parts, `${outcomes.map(outcome => outcomeLine(outcome, colors)).join('\n')}\n`].join('\n')
}

function outcomeLine(outcome: Outcome, colors: Colors): string {
  const title = colors.bold(titleOf(outcome))
  return `${title}: ${isUnjudged(outcome) ? colors.red('no verdict') : verdictLine(outcome.report, colors)}`
}

/**
 * Words a report for people: the verdict on each law, the worst broken law in full, each other one in two lines, the lines
 * of the script to blame, and the whole verdict.
 */
export function gateText(shown: ShownReport, colors: Colors): string {
  const { report, options } = shown
  const [worst, ...others] = failingIn(report)
  const blamed = linesToBlame(failingIn(report))
  const warnings = warningsIn(report)
  return `${[
    `${colors.bold(titleOf(shown))}: ${runText(shown)}`,
    ...report.notes.map(note => `note: ${printable(note)}`),
    '',
    ...report.laws.map(law => lawLine(law, colors)),
    ...(options.stats ? ['', colors.bold('Reached:'), ...coverageText(report.reached)] : []),
    ...(worst === undefined ? [] : ['', violationText(worst, colors, againText(worst, shown))]),
    ...(others.length === 0 ? [] : ['', colors.bold('Also broken. Each command shows that law in full:')]),
    ...others.flatMap(law => [
      `  ${colors.red(`✗ ${law.id}`)}: ${howBroken(law)}`,
      `      ${againCommand(law, shown)}`,
    ]),
    ...(blamed.length === 0
      ? []
      : ['', colors.bold('The lines that did it, each with the laws that it breaks:')]),
    ...blamed.map(line => `  ${line}`),
    ...(warnings.length === 0 ? [] : ['', colors.yellow('Warnings (laws above the level):')]),
    ...warnings.map(law => `  ${law.id}: ${howBroken(law)}`),
    '',
    verdictLine(report, colors),
  ].join('\n')}\n`
}

/** `304 worlds, seed 1, 9.5 s, sandbox bwrap, stopped by seccomp before 12,345 calls (412 failed, ...)` */
export function runText({ report, options }: ShownReport): string {
  const sandbox = options.command === null ? '' : `, sandbox ${report.sandbox}`
  return `${counted(report.worlds, 'world')}, seed ${report.seed}, ${report.seconds.toFixed(1)} s${sandbox}${stopsText(report)}`
}

function stopsText({ trace, calls }: JudgeReport): string {
  if (calls === null || calls.seen === 0) return ''
  const [seen, failed, killed, signalled] = [calls.seen, calls.failed, calls.killed, calls.signalled].map(
    count => count.toLocaleString('en'),
  )
  return `, stopped by ${trace} before ${seen} calls (${failed} failed, ${killed} killed, ${signalled} signalled)`
}

function lawLine(law: LawResult, colors: Colors): string {
  return `  ${markFor(law, colors)} ${law.id.padEnd(20)} ${law.level.padEnd(9)} ${lawText(law, colors.dim)}`
}

function markFor({ verdict, fails }: LawResult, colors: Colors): string {
  if (verdict === 'held') return colors.green('✓')
  if (verdict !== 'broken') return '-'
  return fails ? colors.red('✗') : colors.yellow('!')
}

function verdictLine(report: JudgeReport, colors: Colors): string {
  const { verdict, rest } = verdictText(report)
  return report.laws.some(({ fails }) => fails)
    ? colors.red(`${verdict}${rest}`)
    : `${colors.green(verdict)}${rest}`
}
