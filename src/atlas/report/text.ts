import type { Colors } from '../../../fixtures/text/colors.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Atlas, Cell } from '../atlas.ts'
import { OUTCOMES, type Outcome } from '../outcome.ts'
import { type Grid, gridOf, type Panel } from './grid.ts'
import { MARKS, type Tone } from './marks.ts'

/** In characters. */
const WIDTH = 100
const LABEL = 32
const GAP = '   '

/** Draws an atlas for a terminal, at most 100 characters wide, with a legend that counts each outcome. */
export function atlasText(atlas: Atlas, colors: Colors): string {
  const grid = gridOf(atlas)
  return `${[
    ...heading(atlas).map(line => colors.bold(cut(line))),
    ...atlas.notes.map(note => `note: ${printable(note)}`),
    '',
    ...drawn(grid, grid.withEntries, colors),
    ...rows([grid.withoutEntries], colors),
    '',
    ...legend(atlas, colors),
  ].join('\n')}\n`
}

function heading({ subject, place: { home, link }, cells }: Atlas): string[] {
  return [
    printable(subject),
    `in ${counted(cells.length, 'state')} of the home ${printable(home)}, its entry ${printable(link.name)}, and the target ${printable(link.target)}`,
  ]
}

/** Draws panels side by side, with the titles of their columns above the first one. */
function drawn({ columns }: Grid, panels: readonly Panel[], colors: Colors): string[] {
  const width = columns.length * 2 - 1
  return [
    `${'the link'.padEnd(LABEL)}${panels.map(({ title }) => title.padEnd(width)).join(GAP)}`.trimEnd(),
    ...columns.map((column, i) => `${' '.repeat(LABEL)}${'│ '.repeat(i)}┌ target: ${column}`),
    ...rows(panels, colors),
  ]
}

function rows(panels: readonly Panel[], colors: Colors): string[] {
  return (panels[0]?.rows ?? []).map(({ label }, i) => {
    const signs = panels.map(({ rows }) => rows[i]?.cells.map(cell => signOf(cell, colors)).join(' '))
    return `${label.padEnd(LABEL)}${signs.join(GAP)}`.trimEnd()
  })
}

function signOf(cell: Cell | undefined, colors: Colors): string {
  return cell === undefined ? ' ' : painted(cell.outcome, MARKS[cell.outcome].sign, colors)
}

function legend({ cells }: Atlas, colors: Colors): string[] {
  return OUTCOMES.map(outcome => {
    const { sign, says } = MARKS[outcome]
    const count = cells.filter(cell => cell.outcome === outcome).length
    return `${painted(outcome, `${sign} ${outcome.padEnd(13)}`, colors)} ${String(count).padStart(4)}  ${says}`
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

function cut(line: string): string {
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 3)}...` : line
}
