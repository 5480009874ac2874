import { cutInMiddle } from '../../../../fixtures/text/cut.ts'
import { printableLines } from '../../../../fixtures/text/printable.ts'
import type { Report } from '../../../observation/report.ts'
import type { Subject } from '../../../subjects/subject.ts'
import { hintOnSecondRun, hintsOn } from './hints.ts'

/** Returns the message for a subject that failed in preflight: its output, and the flags that may help. */
export function refusalText(report: Report, run: 'first' | 'second', subject: Subject): string {
  const { kind, name } = subject
  const who = kind === 'command' ? 'The command' : `The reconciler ${JSON.stringify(name)}`
  const { output } = report
  const hints = [...(run === 'second' ? hintOnSecondRun(subject) : []), ...hintsOn(output, subject)]
  return [
    `${who} ${describeFailure(report)} ${WHERE[run]}, so it cannot be judged. Its output:`,
    '',
    indented(output),
    ...hints.flatMap(hint => ['', hint]),
  ].join('\n')
}

const WHERE = {
  first: 'in an empty world',
  second: 'in its second run, on the result of the first',
}

function describeFailure({ claim, exit, stopped }: Report): string {
  return claim === 'unended'
    ? `was stopped, since ${stopped ?? 'it had not ended'},`
    : `failed${exit === null ? '' : ` with exit code ${exit}`}`
}

/** In characters. */
const OUTPUT_LIMIT = 8192

function indented(output: string): string {
  const text = cutInMiddle(printableLines(output).trimEnd(), OUTPUT_LIMIT)
  return text === '' ? '  (none)' : text.replace(/^/gmu, '  ')
}
