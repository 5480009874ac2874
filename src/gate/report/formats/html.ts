import { markup, markupLines } from '../../../../fixtures/text/markup.ts'
import { counted } from '../../../../fixtures/text/plurals.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { LawResult } from '../../judge-report.ts'
import { failingIn, verdictText } from '../brief/verdict.ts'
import { againText } from '../replay.ts'
import { isUnjudged, nameOf, type Outcome, type ShownReport, titleOf } from '../shown-report.ts'
import { lawText } from '../words/law-text.ts'
import { violationText } from '../words/violation-text.ts'
import { runText } from './text.ts'

/**
 * Formats reports as one page of HTML that needs no script and no network: for each subject the verdict on each law, and each
 * violation in full. The page is well-formed XML, too.
 */
export function gateHtml(...outcomes: readonly Outcome[]): string {
  const [first] = outcomes
  if (outcomes.length === 1 && first !== undefined) return page(titleOf(first), bodyOf(first))
  return page(
    counted(outcomes.length, 'subject'),
    outcomes.flatMap(outcome => [`<h2>${markup(titleOf(outcome))}</h2>`, ...bodyOf(outcome)]),
  )
}

function bodyOf(outcome: Outcome): string[] {
  return isUnjudged(outcome) ? [failure(outcome.error)] : reportBody(outcome)
}

function reportBody(shown: ShownReport): string[] {
  const { report } = shown
  const { verdict, rest } = verdictText(report)
  const failing = failingIn(report)
  const shownLaws = [
    ...failing,
    ...report.laws.filter(law => !failing.includes(law) && law.counterexample !== null),
  ]
  return [
    `<p class="${report.ok ? 'held' : 'fails'}"><strong>${markup(verdict)}</strong>${markup(rest)}</p>`,
    `<p>${markup(runText(shown))}</p>`,
    ...report.notes.map(note => `<p>Note: ${markup(printable(note))}</p>`),
    '<table>',
    '<thead><tr><th>law</th><th>level</th><th>verdict</th></tr></thead>',
    '<tbody>',
    ...report.laws.map(law => row(law, shown)),
    '</tbody>',
    '</table>',
    ...shownLaws.map((law, i) => section(law, i === 0, shown)),
  ]
}

/** Returns the id of a law in the page, which may hold several subjects. */
function idOf({ id }: LawResult, shown: ShownReport): string {
  const name = nameOf(shown)
  return markup(name === null ? id : `${name}-${id}`)
}

/** Formats the error of a run without a verdict. */
export function htmlFailure(message: string): string {
  return page('no verdict', [failure(message)])
}

function failure(message: string): string {
  return `<pre class="fails">${markupLines(message)}</pre>`
}

function row(law: LawResult, shown: ShownReport): string {
  const { id, level, fails, verdict, counterexample } = law
  const name = counterexample === null ? markup(id) : `<a href="#${idOf(law, shown)}">${markup(id)}</a>`
  return `<tr class="${fails ? 'fails' : verdict}"><td>${name}</td><td>${level}</td><td>${markup(lawText(law))}</td></tr>`
}

function section(law: LawResult, isOpen: boolean, shown: ShownReport): string {
  const text = violationText(law, undefined, law.fails ? againText(law, shown) : [])
  return [
    `<details id="${idOf(law, shown)}"${isOpen ? ' open="open"' : ''}>`,
    `<summary>${markup(law.id)}: ${markup(law.says)}</summary>`,
    `<pre>${markupLines(text)}</pre>`,
    '</details>',
  ].join('\n')
}

function page(title: string, body: readonly string[]): string {
  return `${[
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8"/>',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    '<meta name="color-scheme" content="light dark"/>',
    `<title>${markup(title)} - vitest-shared-links</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${markup(title)}</h1>`,
    ...body,
    '</body>',
    '</html>',
  ].join('\n')}\n`
}

const STYLE = `
body { --fails: #b3261e; --held: #146c2e; --broken: #7a5900; font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; background: #fff; color: #1b1b1b; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8888; padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; }
pre { background: #8881; overflow-x: auto; padding: 1rem; }
summary { cursor: pointer; margin-top: 1rem; }
a { color: inherit; }
.fails { color: var(--fails); }
.held td:last-child, p.held { color: var(--held); }
.broken { color: var(--broken); }
@media (prefers-color-scheme: dark) {
body { --fails: #ff8a80; --held: #81c995; --broken: #f4c34e; background: #161616; color: #e6e6e6; }
}
`
