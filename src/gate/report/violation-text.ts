import pc from 'picocolors'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import type { Colors } from '../../../fixtures/text/colors.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { LawResult } from '../judge-report.ts'
import { blameText } from './blame-text.ts'
import { drawn, type PictureLine } from './picture.ts'

/**
 * Words a broken law for people: the violation in the smallest world found, as a picture and as fixture code.
 *
 * @param colors Default: none.
 */
export function violationText(law: LawResult, colors: Colors = pc.createColors(false)): string {
  const { id, says, counterexample } = law
  const title = `${colors.bold(colors.red(`✗ ${id}`))}: ${says}`
  if (counterexample === null)
    return `${title}\n  It was broken once, but not when the subject ran again in the same world.`
  const { summary, history, lines, output, exit, spec, fixture, story, blame, since, trouble } =
    counterexample
  const when = since === null ? '' : `, ${since}`
  const root = spec.rootName === PLAIN_ROOT ? '' : `, in a root called ${printable(spec.rootName)}`
  const printed = output.trimEnd()
  return [
    title,
    `  ${colors.bold(summary)}`,
    ...(blame === null ? [] : blameText(blame).map(line => `  ${line}`)),
    '',
    ...(history.length === 0
      ? []
      : ['  Before the run, in this order:', ...history.map((clause, i) => `    ${i + 1}. ${clause}`), '']),
    `  The smallest world found${root}${when}, with the fate of each entry:`,
    lines.length === 0 ? '    (empty)' : indent(drawn(lines, painter(colors)), 4),
    '',
    ...(story === null || story.length === 0
      ? []
      : ['  The calls, in order:', indent(story.join('\n'), 4), '']),
    `  Output${exit === null ? '' : ` (exit code ${exit})`}:`,
    indent(printed === '' ? '(none)' : printed, 4),
    '',
    `  As fixture code${history.length === 0 ? '' : ', before this history'}${trouble === null ? '' : ' (the law is broken there under the trouble above)'}:`,
    indent(fixture, 4),
  ].join('\n')
}

function painter({ bold, red, dim, yellow }: Colors): (text: string, fate: PictureLine['fate']) => string {
  return (text, fate) => {
    if (fate === 'destroyed' || fate === 'orphaned' || fate === 'missing') return bold(red(text))
    return fate === 'kept' || fate === 'required' ? dim(text) : yellow(text)
  }
}

/** Indents every line that is not empty. */
export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gmu, ' '.repeat(by))
}
