import type { Counts, Reached } from '../../search/coverage.ts'

/** Returns what a run reached as a table: a row for each group, with the cases that were never reached at its end. */
export function coverageText(reached: Reached): string[] {
  const { homes, targets, links, worlds, claims, struck, missed, errnos, intruders, moments } = reached
  const rows: readonly (readonly [string, Counts])[] = [
    ['home', homes],
    ['target', targets],
    ['link', links],
    ['worlds', worlds],
    ['reported', claims],
    ['moments', { inspected: moments }],
    ['trouble', struck],
    ['  missed', missed],
    ['  errnos', errnos],
    ['  intruders', intruders],
  ]
  return rows.flatMap(([name, counts]) => wrapped(name, cellsOf(counts)))
}

function cellsOf(counts: Counts): string[] {
  const all = Object.entries(counts)
  const reached = all.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a)
  const never = all.filter(([, count]) => count === 0).map(([name]) => name)
  return [
    ...reached.map(([name, count]) => `${name} ${count.toLocaleString('en')}`),
    ...(never.length === 0 ? [] : [`never: ${never.join(', ')}`]),
  ]
}

const WIDTH = 120
const INDENT = 14

/** Returns a row of cells, wrapped to the width of the table. */
function wrapped(name: string, cells: readonly string[]): string[] {
  const lines: string[] = []
  let line = `  ${name}`.padEnd(INDENT)
  for (const [i, cell] of cells.entries()) {
    const text = i === cells.length - 1 ? cell : `${cell}, `
    if (line.length + text.length > WIDTH && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = ' '.repeat(INDENT)
    }
    line += text
  }
  return [...lines, line.trimEnd()]
}
