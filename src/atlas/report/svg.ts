import { cutAtEnd } from '../../../fixtures/text/cut.ts'
import { markup } from '../../../fixtures/text/markup.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { NamedAtlas } from '../atlas.ts'
import { OUTCOMES, type Outcome } from '../outcome.ts'
import { type Block, gridOf, joined, type Panel } from './grid.ts'
import { MARKS } from './marks.ts'
import { paletteCss } from './palette.ts'
import { countOf, placeText, titleOf } from './text.ts'

/** In pixels: the distance of cells, the width of the labels of rows, the height of those of columns, and the space between. */
const CELL = 14
const LABELS = 222
const HEADS = 150
const GAP = 22
const MARGIN = 12
const LINE = 16

/** The part that is drawn so far, and how far down it reaches. */
interface Drawing {
  readonly parts: readonly string[]
  readonly bottom: number
}

/**
 * Draws atlases side by side as one SVG image with a legend. It reads well on a light and on a dark page, needs no script and no
 * network, and has its totals as a description for screen readers.
 */
export function atlasesSvg(atlases: readonly NamedAtlas[]): string {
  const grid = gridOf(atlases)
  const panelWidth = grid.columns.length * CELL
  const lefts = atlases.map((_, i) => MARGIN + LABELS + i * (panelWidth + GAP))
  const width = Math.max(MARGIN * 2 + LABELS + atlases.length * (panelWidth + GAP) - GAP, MEANINGS)
  const [first] = atlases
  let drawing: Drawing = { parts: [], bottom: MARGIN }
  if (first !== undefined) drawing = withLine(drawing, placeText(first), width)
  drawing = withHeads(drawing, atlases.map(titleOf), grid.columns, lefts)
  for (const block of joined(grid.withEntries)) drawing = withBlock(drawing, block, lefts, true)
  drawing = withBlock(drawing, grid.withoutEntries, lefts, false)
  drawing = withTotals({ ...drawing, bottom: drawing.bottom + LINE }, atlases, lefts)
  drawing = withMeanings({ ...drawing, bottom: drawing.bottom + LINE })
  const height = drawing.bottom + MARGIN
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${markup(`Atlas of ${atlases.map(titleOf).join(', ')}`)}</title>`,
    `<desc id="description">${markup(atlases.map(totalsText).join(' '))}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...drawing.parts,
    '</svg>',
  ].join('\n')}\n`
}

/** `install: 20 destroyed, 46 orphaned, 301 refused.` */
function totalsText(atlas: NamedAtlas): string {
  const counts = OUTCOMES.flatMap(outcome => {
    const count = countOf(outcome, atlas)
    return count === 0 ? [] : [`${count} ${outcome}`]
  })
  return `${titleOf(atlas)}: ${counts.join(', ')}.`
}

const STYLE = [
  paletteCss('svg'),
  '.page{fill:var(--page)}',
  'text{fill:var(--on-page);font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}',
  '.title{font-weight:bold}',
  '.sign{font-size:10px;font-weight:bold;text-anchor:middle}',
  ...OUTCOMES.flatMap(outcome => [
    `path.${outcome}{fill:var(--${outcome})}`,
    `text.${outcome}{fill:var(--on-${outcome})}`,
  ]),
].join('\n')

function withLine({ parts, bottom }: Drawing, text: string, width: number): Drawing {
  const y = bottom + LINE
  return { parts: [...parts, textAt(MARGIN, y, fitting(text, width - 2 * MARGIN))], bottom: y + LINE / 2 }
}

/** Draws the title of each panel, and the labels of its columns, which run upwards. */
function withHeads(
  { parts, bottom }: Drawing,
  titles: readonly string[],
  columns: readonly string[],
  lefts: readonly number[],
): Drawing {
  const [titleY, labelY] = [bottom + LINE, bottom + LINE + HEADS]
  return {
    parts: [
      ...parts,
      ...titles.map((title, i) => {
        const room = columns.length * CELL + GAP
        return `<text class="title" x="${lefts[i]}" y="${titleY}">${markup(fitting(title, titles.length === 1 ? 900 : room))}</text>`
      }),
      ...lefts.flatMap(left =>
        columns.map((column, i) => {
          const x = left + i * CELL + CELL / 2 + 4
          return `<text transform="translate(${x} ${labelY - 4}) rotate(-90)">${markup(column)}</text>`
        }),
      ),
      textAt(MARGIN, labelY - 4, 'the link, by the target', 'title'),
    ],
    bottom: labelY,
  }
}

function withBlock(
  { parts, bottom }: Drawing,
  { title, labels, panels }: Block,
  lefts: readonly number[],
  isTitled: boolean,
): Drawing {
  const top = isTitled ? bottom + LINE : bottom
  return {
    parts: [
      ...parts,
      ...(isTitled ? [textAt(MARGIN, top - 3, title, 'title')] : []),
      ...labels.map((label, i) => textAt(MARGIN, top + i * CELL + 11, label)),
      ...panels.flatMap((panel, i) => panelParts(panel, lefts[i] ?? 0, top)),
    ],
    bottom: top + labels.length * CELL,
  }
}

/** Draws the cells of a panel: for each outcome, one path with all its squares, and one text with all its signs. */
function panelParts(panel: Panel, left: number, top: number): string[] {
  const places = new Map<Outcome, { readonly x: number; readonly y: number }[]>()
  for (const [i, row] of panel.entries()) {
    for (const [j, cell] of row.entries()) {
      if (cell === undefined) continue
      const place = { x: left + j * CELL, y: top + i * CELL }
      places.set(cell.outcome, [...(places.get(cell.outcome) ?? []), place])
    }
  }
  return [...places].flatMap(([outcome, all]) => cells(outcome, all))
}

function cells(outcome: Outcome, places: readonly { readonly x: number; readonly y: number }[]): string[] {
  const { sign } = MARKS[outcome]
  const side = CELL - 1
  const squares = places.map(({ x, y }) => `M${x} ${y}h${side}v${side}h-${side}z`).join('')
  const xs = places.map(({ x }) => x + side / 2).join(' ')
  const ys = places.map(({ y }) => y + 10).join(' ')
  return [
    `<path class="${outcome}" d="${squares}"/>`,
    `<text class="sign ${outcome}" x="${xs}" y="${ys}">${markup(sign.repeat(places.length))}</text>`,
  ]
}

/** Draws the table of totals: the count of each outcome below each panel. */
function withTotals(
  { parts, bottom }: Drawing,
  atlases: readonly NamedAtlas[],
  lefts: readonly number[],
): Drawing {
  return {
    parts: [
      ...parts,
      ...OUTCOMES.flatMap((outcome, i) => {
        const y = bottom + i * LINE
        return [
          ...cells(outcome, [{ x: MARGIN, y }]),
          textAt(MARGIN + CELL + 6, y + 11, outcome),
          ...atlases.map((atlas, at) => textAt(lefts[at] ?? 0, y + 11, String(countOf(outcome, atlas)))),
        ]
      }),
    ],
    bottom: bottom + OUTCOMES.length * LINE,
  }
}

function withMeanings({ parts, bottom }: Drawing): Drawing {
  return {
    parts: [
      ...parts,
      ...OUTCOMES.map((outcome, i) =>
        textAt(MARGIN, bottom + i * LINE + 11, `${outcome}: ${MARKS[outcome].says}`),
      ),
    ],
    bottom: bottom + OUTCOMES.length * LINE,
  }
}

/** The least width, in pixels: that of the meanings. */
const MEANINGS = 470

function textAt(x: number, y: number, text: string, kind = ''): string {
  const name = kind === '' ? '' : ` class="${kind}"`
  return `<text${name} x="${x}" y="${y}">${markup(printable(text))}</text>`
}

/** Cuts a text so that it fits into a width, in pixels. */
function fitting(text: string, width: number): string {
  return cutAtEnd(text, Math.floor(width / CHARACTER))
}

/** The width of a character, in pixels. */
const CHARACTER = 7.3
