import type { Colors } from '../../../fixtures/text/colors.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { findLaw } from '../../laws/index.ts'
import { worstFirst } from '../../laws/worst-first.ts'
import type { JudgeReport, LawResult } from '../judge-report.ts'
import type { GateOptions } from '../options.ts'
import { linesToBlame } from './brief/lines-to-blame.ts'
import { coverageText } from './coverage-text.ts'
import { replayOf } from './replay.ts'
import { trialText } from './trial-text.ts'
import { violationText } from './violation-text.ts'

/**
 * Words a report for people: the verdict on each law, the worst broken law in full, each other one in two lines, the lines
 * of the script to blame, and the whole verdict.
 */
export function gateText(report: JudgeReport, options: GateOptions, colors: Colors): string {
  const failing = report.laws.filter(({ fails }) => fails).toSorted(worstLawFirst)
  const [worst, ...others] = failing
  const blamed = linesToBlame(failing)
  const warnings = report.laws.filter(({ verdict, fails }) => verdict === 'broken' && !fails)
  return `${[
    `${colors.bold(printable(report.subject))}: ${counted(report.worlds, 'world')}, seed ${report.seed}, ${report.seconds.toFixed(1)} s${options.command === null ? '' : `, sandbox ${report.sandbox}`}${stopsText(report)}`,
    ...report.notes.map(note => `note: ${printable(note)}`),
    '',
    ...report.laws.map(law => lawLine(law, colors)),
    ...(options.stats ? ['', colors.bold('Reached:'), ...coverageText(report.reached)] : []),
    ...(worst === undefined ? [] : ['', violationText(worst, colors, showingAgain(worst, report, options))]),
    ...(others.length === 0 ? [] : ['', colors.bold('Also broken. Each command shows that law in full:')]),
    ...others.flatMap(law => inTwoLines(law, report, options, colors)),
    ...(blamed.length === 0
      ? []
      : ['', colors.bold('The lines that did it, each with the laws that it breaks:')]),
    ...blamed.map(line => `  ${line}`),
    ...(warnings.length === 0 ? [] : ['', colors.yellow('Warnings (laws above the level):')]),
    ...warnings.map(({ id, counterexample }) => `  ${id}: ${counterexample?.summary ?? ''}`),
    '',
    verdict(report, warnings.length, colors),
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
      return `  ${colors.green('✓')} ${columns} held in ${counted(worlds, 'world')}${colors.dim(trialText(law))}${waivedText(law)}`
    case 'broken': {
      const mark = fails ? colors.red('✗') : colors.yellow('!')
      return `  ${mark} ${columns} broken in ${brokenIn} of ${counted(worlds, 'world')}${kindsText(law)}: ${says}${waivedText(law)}`
    }
    case 'waived':
      return `  - ${columns} waived: ${printable(reason ?? '')}`
    default:
      return `  - ${columns} ${verdict.replace('-', ' ')}: ${reason ?? ''}`
  }
}

/** ` (destroyed, orphaned)` */
function kindsText({ counterexample, others }: LawResult): string {
  const kinds = [counterexample, ...others].flatMap(one => one?.kind ?? [])
  return kinds.length === 0 ? '' : ` (${kinds.join(', ')})`
}

/** `; orphaned data is waived (in 12 worlds): we retarget links on purpose` */
function waivedText({ waived }: LawResult): string {
  return waived
    .map(
      ({ kind, reason, worlds }) =>
        `; ${kind} data is waived (in ${counted(worlds, 'world')}): ${printable(reason)}`,
    )
    .join('')
}

/** Orders failing laws by what they lose, the worst first. Laws that are equally bad stay in their order. */
function worstLawFirst(one: LawResult, other: LawResult): number {
  const [a, b] = [one, other].map(({ counterexample }) => counterexample?.kind ?? undefined)
  return worstFirst(a, b)
}

/** Returns the command that shows a violation again, and the one that allows a log if a log may be the reason. */
function showingAgain(law: LawResult, report: JudgeReport, options: GateOptions): string[] {
  const logs = logsIn(law)
  const allowing = { ...options, allow: [...options.allow, ...logs] }
  return [
    ...['Replay:', `  ${replayOf(options, report, law.id)}`],
    ...(logs.length === 0
      ? []
      : [
          'If the file is a log that grows with each run, allow it:',
          `  ${replayOf(allowing, report, law.id)}`,
        ]),
  ]
}

function inTwoLines(law: LawResult, report: JudgeReport, options: GateOptions, colors: Colors): string[] {
  const { id, says, counterexample } = law
  return [
    `  ${colors.red(`✗ ${id}`)}: ${counterexample?.summary ?? says}`,
    `      ${replayOf(options, report, id)}`,
  ]
}

/** Returns the subject's own files that the second run appended to, unless a glob would read their names otherwise. */
function logsIn({ id, counterexample }: LawResult): string[] {
  if (findLaw(id)?.isBrokenByLogs !== true || counterexample === null) return []
  const { fates, spec } = counterexample
  const grown = fates.filter(({ path, fate }) => fate === 'appended' && !spec.tree.has(path))
  return grown.map(({ path }) => path).filter(path => /^[\w./-]+$/.test(path))
}

function verdict(report: JudgeReport, warnings: number, colors: Colors): string {
  const failing = report.laws.filter(({ fails }) => fails)
  const untested = report.laws.filter(law => law.verdict === 'not-tested')
  const reasons = [...new Set(untested.map(({ reason }) => reason ?? ''))]
  const waived = report.laws.flatMap(law => law.waived.map(({ kind }) => `${law.id}:${kind}`))
  const rest = [
    ...(waived.length === 0 ? [] : [`waived: ${waived.join(', ')}`]),
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
