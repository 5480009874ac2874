import pc from 'picocolors'
import { formatted } from '../../src/gate/report/formats/index.ts'
import { gateSummary } from '../../src/gate/report/formats/step-summary.ts'
import { GENERATED } from './generated.ts'
import { shownOutcome } from './shown-report.ts'

/** Writes docs/reports.md: one outcome as each reporter writes it. */
export function reportsPage(): string {
  const outcome = shownOutcome()
  const report = (format: 'text' | 'github' | 'junit' | 'sarif') =>
    formatted(format, [outcome], pc.createColors(false))
  return `${[
    '# Reports',
    GENERATED,
    'Here is one outcome as each reporter of [the gate](gate.md#reports-for-other-tools) writes it: a script that links with `ln -sfn`, judged by four laws. All keys of `--reporter json` are in [JSON](json.md#gate---json). `--reporter html` writes the text report as a page, with a trace of each violation.',
    '## `--reporter text`',
    block('text', report('text')),
    '## `--reporter github`',
    'Annotations in the changed files of a pull request. The gate writes them by itself where `GITHUB_ACTIONS` is set:',
    block('text', report('github')),
    'and this to the summary of the step:',
    block('markdown', gateSummary(outcome), '````'),
    '## `--reporter junit`',
    block('xml', report('junit')),
    '## `--reporter sarif`',
    block('json', report('sarif')),
  ].join('\n\n')}\n`
}

function block(language: string, text: string, fence = '```'): string {
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`
}
