import { cutInMiddle } from '../../../../fixtures/text/cut.ts'
import { markdown, markdownCode } from '../../../../fixtures/text/markup.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { LawResult } from '../../judge-report.ts'
import { failingIn, howBroken, verdictText } from '../brief/verdict.ts'
import { againText } from '../replay.ts'
import type { ShownReport } from '../shown-report.ts'
import { lawText } from '../words/law-text.ts'
import { violationText } from '../words/violation-text.ts'
import { runText } from './text.ts'

/**
 * Formats a report as Markdown for the summary of a step in GitHub Actions: the worst broken law in full, and one line for
 * each other law. It stays below 1 MiB, the most that GitHub takes.
 */
export function gateSummary(shown: ShownReport): string {
  const { report } = shown
  const [worst, ...others] = failingIn(report)
  const { verdict, rest } = verdictText(report)
  const rows = [...others, ...report.laws.filter(({ fails }) => !fails)]
  return `${[
    heading(printable(report.subject)),
    `**${markdown(verdict)}**${markdown(rest)}`,
    markdown(runText(shown)),
    ...(worst === undefined ? [] : [code(violationText(worst, undefined, againText(worst, shown)))]),
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

function code(text: string): string {
  return markdownCode(cutInMiddle(text, MOST_CODE))
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
