import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { markup } from '../../../../fixtures/text/markup.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { NamedAtlas } from '../../atlas.ts'
import type { Cell } from '../../cell.ts'
import { OUTCOMES } from '../../outcome.ts'
import { comparedText } from '../compared-text.ts'
import { type Block, gridOf } from '../grid.ts'
import { MARKS } from '../marks.ts'
import { paletteCss } from '../palette.ts'
import { countOf, placeText, titleOf } from '../text.ts'
import { pageData } from './data.ts'

/**
 * Draws atlases as one page of HTML that opens from disk and loads nothing. Its own script shows the story of the cell that has the
 * focus or the pointer; without scripts, the atlases can be read all the same.
 */
export function atlasesHtml(atlases: readonly NamedAtlas[]): string {
  const cells = atlases.flatMap(atlas => atlas.cells)
  const indexes = new Map(cells.map((cell, i) => [cell, i]))
  const script = asset('client.js')
  const hash = createHash('sha256').update(script).digest('base64')
  return `${[
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8"/>',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"/>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    '<meta name="color-scheme" content="light dark"/>',
    `<title>${markup(`Atlas of ${atlases.map(titleOf).join(', ')}`)}</title>`,
    `<style>${paletteCss(':root')}\n${OUTCOMES.map(outcomeCss).join('\n')}\n${asset('page.css')}</style>`,
    '</head>',
    '<body>',
    '<main>',
    '<h1>Atlas</h1>',
    `<p>${atlases[0] === undefined ? '' : markup(placeText(atlases[0]))}. ${HOW}</p>`,
    totals(atlases),
    ...atlases.map(atlas => section(atlas, indexes)),
    '</main>',
    STORY,
    `<script type="application/json" id="data">${json(pageData(cells))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`
}

const HOW =
  'Rows are what stands at the path of the link, columns what stands at the target. Go to a cell by pointer, or with Tab and the arrow keys, and its story appears.'

const STORY = `<aside id="story" aria-label="The story of a state" tabindex="0">
<h2 id="state" aria-live="polite">No state is chosen</h2>
<div id="details"></div>
</aside>`

/** Reads a file that lies beside this one, in the sources and in the package. */
function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}

function outcomeCss(outcome: string): string {
  return `.${outcome}{background:var(--${outcome});color:var(--on-${outcome})}`
}

/** Serializes data so that nothing in it ends its element. */
function json(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}

function totals(atlases: readonly NamedAtlas[]): string {
  const head = ['outcome', ...atlases.map(titleOf), 'meaning'].map(
    text => `<th scope="col">${markup(text)}</th>`,
  )
  const rows = OUTCOMES.map(outcome => {
    const { sign, says } = MARKS[outcome]
    const counts = atlases.map(atlas => countOf(outcome, atlas))
    return [
      `<tr><th scope="row"><span class="sign ${outcome}" aria-hidden="true">${markup(sign)}</span> ${outcome}</th>`,
      ...counts.map(count => `<td>${count}</td>`),
      `<td>${markup(says)}</td></tr>`,
    ].join('')
  })
  return table('totals', 'How often each outcome came', head.join(''), rows)
}

function section(atlas: NamedAtlas, indexes: ReadonlyMap<Cell, number>): string {
  const { columns, withEntries, withoutEntries } = gridOf([atlas])
  const head = [
    '<td></td>',
    ...columns.map(column => `<th scope="col"><span>${markup(`target: ${column}`)}</span></th>`),
  ].join('')
  const notes = [...atlas.notes.map(printable), ...comparedText(atlas).slice(1)]
  return [
    '<section>',
    `<h2>${markup(titleOf(atlas))}</h2>`,
    ...(atlas.name === null ? [] : [`<p><code>${markup(printable(atlas.subject))}</code></p>`]),
    ...notes.map(note => `<p class="note">${markup(note)}</p>`),
    '<div class="blocks">',
    ...[...withEntries, withoutEntries].map(block =>
      table('cells', block.title, head, rowsOf(block, indexes)),
    ),
    '</div>',
    '</section>',
  ].join('\n')
}

function table(kind: string, caption: string, head: string, rows: readonly string[]): string {
  // The keyboard scrolls a table of cells by its cells, and one without any by itself.
  const scrolls = kind === 'cells' ? '' : ` role="region" aria-label="${markup(caption)}" tabindex="0"`
  return [
    `<div class="scroll"${scrolls}><table class="${kind}">`,
    `<caption>${markup(caption)}</caption>`,
    `<thead><tr>${head}</tr></thead>`,
    '<tbody>',
    ...rows,
    '</tbody>',
    '</table></div>',
  ].join('\n')
}

function rowsOf({ labels, panels: [panel = []] }: Block, indexes: ReadonlyMap<Cell, number>): string[] {
  return labels.map((label, i) => {
    const cells = (panel[i] ?? []).map(cell => (cell === undefined ? '<td></td>' : cellOf(cell, indexes)))
    return `<tr><th scope="row">${markup(label)}</th>${cells.join('')}</tr>`
  })
}

function cellOf(cell: Cell, indexes: ReadonlyMap<Cell, number>): string {
  const { home, target, link, outcome } = cell
  const name = `${outcome}: home ${home}, target ${target}, link ${link}`
  return `<td><button type="button" class="${outcome}" tabindex="-1" data-cell="${indexes.get(cell)}" aria-label="${markup(name)}">${markup(MARKS[outcome].sign)}</button></td>`
}
