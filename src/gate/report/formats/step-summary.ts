import { cutInMiddle } from '../../../../fixtures/text/cut.ts'
import { markdown, markdownCode } from '../../../../fixtures/text/markup.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { LawResult } from '../../judge-report.ts'
import { failingIn, howBroken, verdictText } from '../brief/verdict.ts'
import { againText } from '../replay.ts'
import { isUnjudged, type Outcome, type ShownReport, titleOf } from '../shown-report.ts'
import { lawText } from '../words/law-text.ts'
import { violationText } from '../words/violation-text.ts'
import { runText } from './text.ts'

/**
 * Formats reports as Markdown for the summary of a step in GitHub Actions: for each subject the worst broken law in full, and
 * one line for each other law. It stays below 1 MiB, the most that GitHub takes.
 */
export function gateSummary(...outcomes: readonly Outcome[]): string {
  const mostCode = Math.floor(MOST_CODE / outcomes.length)
  return outcomes
    .map(outcome =>
      isUnjudged(outcome)
        ? `${heading(outcome.name)}\n\n${code(outcome.error, mostCode)}\n\n`
        : summaryOf(outcome, mostCode),
    )
    .join('')
}

function summaryOf(shown: ShownReport, mostCode: number): string {
  const { report } = shown
  const [worst, ...others] = failingIn(report)
  const { verdict, rest } = verdictText(report)
  const rows = [...others, ...report.laws.filter(({ fails }) => !fails)]
  return `${[
    heading(titleOf(shown)),
    `**${markdown(verdict)}**${markdown(rest)}`,
    markdown(runText(shown)),
    ...(worst === undefined
      ? []
      : [code(violationText(worst, undefined, againText(worst, shown)), mostCode)]),
    rows.map(row).join('\n'),
    ...report.notes.map(note => inline(`Note: ${printable(note)}`)),
  ].join('\n\n')}\n\n`
}

/** Formats the error of a run without a verdict. */
export function summaryOfFailure(message: string): string {
  return `${heading('no verdict')}\n\n${code(message)}\n\n`
}

/** In characters, each of which takes four bytes at most. */
const MOST_CODE = 200_000
const MOST_INLINE = 1000

function heading(text: string): string {
  return `## ${inline(`vitest-shared-links: ${text}`)}`
}

function code(text: string, most = MOST_CODE): string {
  return markdownCode(cutInMiddle(text, most))
}

function inline(text: string): string {
  return markdown(cutInMiddle(text, MOST_INLINE))
}

function row(law: LawResult): string {
  const how =
    law.verdict === 'broken' ? `${law.fails ? 'broken' : 'warning'}: ${howBroken(law)}` : lawText(law)
  return `- ${MARKS[law.fails ? 'fails' : law.verdict]} **${markdown(law.id)}** ${inline(how)}`
}

const MARKS: Readonly<Record<LawResult['verdict'] | 'fails', string>> = {
  fails: '❌',
  broken: '⚠️',
  held: '✅',
  waived: '➖',
  'not-applicable': '➖',
  'not-tested': '❔',
}
