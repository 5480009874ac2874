import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { LawResult } from '../judge-report.ts'
import { blameText } from './blame-text.ts'
import { drawn, type PictureLine } from './picture.ts'

/** How to paint a report. Each function returns its text, coloured or not. */
export interface Paint {
  readonly title: (text: string) => string
  readonly summary: (text: string) => string
  readonly fate: (text: string, fate: PictureLine['fate']) => string
}

const PLAIN: Paint = { title: text => text, summary: text => text, fate: text => text }

/** Words a broken law for people: the violation in the smallest world found, as a picture and as fixture code. */
export function violationText({ id, says, counterexample }: LawResult, paint: Paint = PLAIN): string {
  const title = `${paint.title(`✗ ${id}`)}: ${says}`
  if (counterexample === null)
    return `${title}\n  It was broken once, but not when the subject ran again in the same world.`
  const { summary, lines, output, exit, spec, fixture, story, blame, since, trouble } = counterexample
  const when = since === null ? '' : `, ${since}`
  const root = spec.rootName === PLAIN_ROOT ? '' : `, in a root called ${printable(spec.rootName)}`
  const printed = output.trimEnd()
  return [
    title,
    `  ${paint.summary(summary)}`,
    ...(blame === null ? [] : blameText(blame).map(line => `  ${line}`)),
    '',
    `  The smallest world found${root}${when}, with the fate of each entry:`,
    lines.length === 0 ? '    (empty)' : indent(drawn(lines, paint.fate), 4),
    '',
    ...(story === null || story.length === 0
      ? []
      : ['  The calls, in order:', indent(story.join('\n'), 4), '']),
    `  Output${exit === null ? '' : ` (exit code ${exit})`}:`,
    indent(printed === '' ? '(none)' : printed, 4),
    '',
    `  As fixture code${trouble === null ? '' : ' (the law is broken there under the trouble above)'}:`,
    indent(fixture, 4),
  ].join('\n')
}

/** Indents every line that is not empty. */
export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gmu, ' '.repeat(by))
}
