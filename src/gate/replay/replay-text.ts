import type { Colors } from '../../../fixtures/text/colors.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { violationText } from '../report/words/violation-text.ts'
import type { Replayed, ReplayReport } from './replay.ts'

/** Words what became of remembered violations: each that is still broken in full, and each other one in a line. */
export function replayText({ subject, results, notes }: ReplayReport, colors: Colors): string {
  return `${[
    `${colors.bold(subject)}:`,
    ...notes.map(note => `note: ${printable(note)}`),
    ...results.flatMap(result => ['', resultText(result, colors)]),
  ].join('\n')}\n`
}

function resultText(result: Replayed, colors: Colors): string {
  const { id, says, counterexample, untested } = result
  if (counterexample !== null)
    return `${violationText({ ...result, others: [] }, colors)}\n\n${colors.red(`Still broken: ${id}`)}`
  if (untested !== null) return colors.yellow(`Not tested: ${id}: ${printable(untested)}`)
  return `${colors.green(`Holds now: ${id}`)}: ${says}`
}
