import pc from 'picocolors'
import { PLAIN_ROOT } from '../../../../fixtures/states/world-spec.ts'
import type { Colors } from '../../../../fixtures/text/colors.ts'
import { counted } from '../../../../fixtures/text/plurals.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { LawResult } from '../../judge-report.ts'
import { adviceOn } from '../brief/advice.ts'
import { foldedOutput } from '../brief/folded.ts'
import type { Counterexample } from '../counterexample.ts'
import { drawn, type PictureLine } from '../picture.ts'
import { blameText } from './blame-text.ts'

/**
 * Words a broken law for people: first what was lost, where, by which line, and what to do; then the violation in the
 * smallest world found, as a picture and as fixture code.
 *
 * @param colors Default: none.
 * @param again how to show it again. Default: nothing.
 * @example
 * import { fn, judge, violationText } from 'vitest-shared-links/properties'
 *
 * const { laws } = await judge(fn('does nothing', () => {}))
 * for (const law of laws) if (law.verdict === 'broken') console.error(violationText(law))
 */
export function violationText(
  law: Pick<LawResult, 'id' | 'says' | 'counterexample' | 'others'>,
  colors: Colors = pc.createColors(false),
  again: readonly string[] = [],
): string {
  const { id, says, counterexample, others } = law
  const title = `${colors.bold(colors.red(`✗ ${id}`))}: ${says}`
  if (counterexample === null)
    return `${title}\n  It was broken once, but not when the subject ran again in the same world.`
  const { summary, blame } = counterexample
  return [
    title,
    `  ${colors.bold(summary)}`,
    ...(blame === null ? [] : blameText(blame).map(line => `  ${line}`)),
    ...others.map(other => `  Another violation: ${other.summary}`),
    ...adviceOn(id, counterexample.kind).map(line => `  ${line}`),
    ...again.map(line => `  ${line}`),
    '',
    ...shownText(counterexample, colors),
  ].join('\n')
}

/** Returns the lines that show a counterexample: the history, the picture, the calls, the output and the fixture code. */
function shownText(
  { history, lines, unlisted = 0, output, exit, spec, fixture, story, since, trouble }: Counterexample,
  colors: Colors,
): string[] {
  const when = since === null ? '' : `, ${since}`
  const root = spec.rootName === PLAIN_ROOT ? '' : `, in a root called ${printable(spec.rootName)}`
  const printed = foldedOutput(output.trimEnd())
  return [
    ...(history.length === 0
      ? []
      : ['  Before the run, in this order:', ...history.map((clause, i) => `    ${i + 1}. ${clause}`), '']),
    `  The smallest world found${root}${when}, with the fate of each entry:`,
    lines.length === 0 ? '    (empty)' : indent(drawn(lines, painter(colors)), 4),
    ...(unlisted === 0
      ? []
      : [`    (${counted(unlisted, 'entry', 'entries')} of --given and --setup, kept, not listed)`]),
    '',
    ...(story === null || story.length === 0
      ? []
      : ['  The calls, in order:', indent(story.join('\n'), 4), '']),
    `  Output${exit === null ? '' : ` (exit code ${exit})`}:`,
    indent(printed === '' ? '(none)' : printed, 4),
    '',
    `  As fixture code${history.length === 0 ? '' : ', before this history'}${trouble === null ? '' : ' (the law is broken there under the trouble above)'}:`,
    indent(fixture, 4),
  ]
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
