import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { LawResult } from '../report-data.ts'
import { blameText } from './blame-text.ts'
import { drawn, type PictureLine } from './picture.ts'

/** How a report is painted; each function returns its text, coloured or not. */
export interface Paint {
  readonly title: (text: string) => string
  readonly summary: (text: string) => string
  readonly fate: (text: string, fate: PictureLine['fate']) => string
}

const PLAIN: Paint = { title: text => text, summary: text => text, fate: text => text }

/** A broken law for a person: what happened, in the smallest world found, as a picture and as fixture code. */
export function violationText({ id, says, counterexample }: LawResult, paint: Paint = PLAIN): string {
  const title = `${paint.title(`✗ ${id}`)}: ${says}`
  if (counterexample === null)
    return `${title}\n  It broke, but not again when it was run again in the same world.`
  const { summary, lines, output, exit, spec, fixture, story, blame, since, trouble } = counterexample
  const when = since === null ? '' : `, ${since}`
  const root = spec.rootName === PLAIN_ROOT ? '' : `, in a root called ${printable(spec.rootName)}`
  const printed = output.trimEnd()
  return [
    title,
    `  ${paint.summary(summary)}`,
    ...(blame === null ? [] : blameText(blame).map(line => `  ${line}`)),
    '',
    `  The smallest world found${root}${when}, and what became of it:`,
    lines.length === 0 ? '    (empty)' : indent(drawn(lines, paint.fate), 4),
    '',
    ...(story === null || story.length === 0
      ? []
      : ['  What was done there, call by call:', indent(story.join('\n'), 4), '']),
    `  It ${exit === null ? '' : `ended with exit code ${exit} and `}printed:`,
    indent(printed === '' ? '(nothing)' : printed, 4),
    '',
    `  As fixture code${trouble === null ? '' : ' (the law is broken there under the trouble that is told above)'}:`,
    indent(fixture, 4),
  ].join('\n')
}

/** Moves every line that is not empty to the right. */
export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gmu, ' '.repeat(by))
}
