import type { Colors } from '../../../fixtures/text/colors.ts'
import { cutAtEnd } from '../../../fixtures/text/cut.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Atlas, NamedAtlas } from '../atlas.ts'
import type { Cell } from '../cell.ts'
import { OUTCOMES, type Outcome } from '../outcome.ts'
import { comparedText } from './compared-text.ts'
import { type Block, type Grid, gridOf, joined, type Panel } from './grid.ts'
import { MARKS, type Tone } from './marks.ts'

/** In characters. */
const WIDTH = 100
const LABEL = 31
const GAP = '   '
/** As many panels as are at most 100 characters wide, with eight columns each. */
const PANELS = 4

/** Draws atlases for a terminal, at most 100 characters wide, with a legend that counts each outcome. */
export function atlasesText(atlases: readonly NamedAtlas[], colors: Colors): string {
  const whole = gridOf(atlases)
  const grid = { ...whole, withEntries: joined(whole.withEntries) }
  const [first] = atlases
  const isOne = atlases.length === 1
  return `${[
    ...atlases.map(atlas => colors.bold(cutAtEnd(heading(atlas), WIDTH))),
    ...(first === undefined ? [] : [cutAtEnd(placeText(first), WIDTH)]),
    ...atlases.flatMap(({ notes }) => notes).map(note => `note: ${printable(note)}`),
    ...(isOne ? sideBySide(grid, colors) : oneBelowAnother(grid, atlases.map(titleOf), colors)),
    ...totals(atlases, colors),
    ...atlases.flatMap(comparedText),
  ].join('\n')}\n`
}

/** Returns the short name of a subject beside others. */
export function titleOf({ name, subject }: NamedAtlas): string {
  return printable(name ?? subject)
}

function heading(atlas: NamedAtlas): string {
  const subject = printable(atlas.subject)
  return atlas.name === null ? subject : `${titleOf(atlas)}: ${subject}`
}

/** `in 656 states of the home a, its entry projects, and the target shared` */
export function placeText({ place: { home, link }, cells }: Atlas): string {
  return `in ${counted(cells.length, 'state')} of the home ${printable(home)}, its entry ${printable(link.name)}, and the target ${printable(link.target)}`
}

/** Returns the number of states in which an outcome came. */
export function countOf(outcome: Outcome, { cells }: Atlas): number {
  return cells.filter(cell => cell.outcome === outcome).length
}

/** Draws the only atlas: a panel for each state of the home. */
function sideBySide(grid: Grid, colors: Colors): string[] {
  const { columns, withEntries, withoutEntries } = grid
  const [first] = withEntries
  const panels = withEntries.flatMap(({ title, panels: [panel = []] }) => [{ title, panel }])
  return [
    '',
    ...header(columns, panels),
    ...rows(first?.labels ?? [], panels, colors),
    ...rows(withoutEntries.labels, [{ title: '', panel: withoutEntries.panels[0] ?? [] }], colors),
  ]
}

/** Draws a panel for each atlas, a few in a row, and a block for each state of the home. */
function oneBelowAnother(
  { columns, withEntries, withoutEntries }: Grid,
  titles: readonly string[],
  colors: Colors,
) {
  const starts = titles.flatMap((_, i) => (i % PANELS === 0 ? [i] : []))
  const panelsIn = ({ panels }: Block, from: number): TitledPanel[] =>
    titles.slice(from, from + PANELS).map((title, i) => ({ title, panel: panels[from + i] ?? [] }))
  return starts.flatMap(from => [
    ...withEntries.flatMap(block => [
      '',
      colors.bold(block.title),
      ...header(columns, panelsIn(block, from)),
      ...rows(block.labels, panelsIn(block, from), colors),
    ]),
    ...rows(withoutEntries.labels, panelsIn(withoutEntries, from), colors),
  ])
}

interface TitledPanel {
  readonly title: string
  readonly panel: Panel
}

/** Draws the titles of panels, and those of the columns above the first one. */
function header(columns: readonly string[], panels: readonly TitledPanel[]): string[] {
  const width = widthOf(columns.length)
  const titles = panels.map(({ title }) =>
    panels.length === 1 ? title : cutAtEnd(title, width).padEnd(width),
  )
  return [
    `${'the link'.padEnd(LABEL)}${titles.join(GAP)}`.trimEnd(),
    ...columns.map((column, i) => `${' '.repeat(LABEL)}${'│ '.repeat(i)}┌ target: ${column}`),
  ]
}

function rows(labels: readonly string[], panels: readonly TitledPanel[], colors: Colors): string[] {
  return labels.map((label, i) => {
    const signs = panels.map(({ panel }) => {
      const cells = panel[i] ?? []
      const missing = widthOf(cells.length) - (cells.length * 2 - 1)
      return cells.map(cell => signOf(cell, colors)).join(' ') + ' '.repeat(missing)
    })
    return `${label.padEnd(LABEL)}${signs.join(GAP)}`.trimEnd()
  })
}

function signOf(cell: Cell | undefined, colors: Colors): string {
  return cell === undefined ? ' ' : painted(cell.outcome, MARKS[cell.outcome].sign, colors)
}

/** Returns the width of a panel, in characters: that of its columns, and at least that of a title. */
function widthOf(columns: number): number {
  return Math.max(columns * 2 - 1, 'home: directory'.length)
}

/** Draws tables of totals, each with a few atlases: the count of each outcome, and what it means. */
function totals(atlases: readonly NamedAtlas[], colors: Colors): string[] {
  const starts = atlases.flatMap((_, i) => (i % PANELS === 0 ? [i] : []))
  return starts.flatMap(from => {
    const some = atlases.slice(from, from + PANELS)
    const titles = some.map(atlas => cutAtEnd(titleOf(atlas), COUNT - 1).padStart(COUNT)).join('')
    return ['', ...(atlases.length === 1 ? [] : [`${' '.repeat(15)}${titles}`]), ...legend(some, colors)]
  })
}

/** The width of a column of counts, in characters. */
const COUNT = 9

function legend(atlases: readonly NamedAtlas[], colors: Colors): string[] {
  const width = atlases.length === 1 ? 5 : COUNT
  return OUTCOMES.map(outcome => {
    const { sign, says } = MARKS[outcome]
    const counts = atlases.map(atlas => countOf(outcome, atlas))
    const text = `${painted(outcome, `${sign} ${outcome.padEnd(13)}`, colors)}`
    return `${text}${counts.map(count => String(count).padStart(width)).join('')}  ${says}`
  })
}

function painted(outcome: Outcome, text: string, colors: Colors): string {
  return paints(colors)[MARKS[outcome].tone](text)
}

function paints({
  red,
  yellow,
  green,
  magenta,
  cyan,
  dim,
}: Colors): Readonly<Record<Tone, (text: string) => string>> {
  return { loss: red, lie: magenta, change: yellow, good: green, refusal: dim, failure: cyan }
}
