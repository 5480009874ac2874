import type { AnyLawId } from '../../../laws/index.ts'
import type { LawResult } from '../../judge-report.ts'
import { lineText } from '../words/blame-text.ts'

/**
 * Returns a table of the lines of a script that break laws, each with those laws. Empty where it would say no more than one
 * violation does.
 */
export function linesToBlame(failing: readonly LawResult[]): string[] {
  const rows = new Map<string, { readonly line: string; readonly laws: Set<AnyLawId> }>()
  for (const { id, counterexample, others } of failing)
    for (const { blame } of [...(counterexample === null ? [] : [counterexample]), ...others]) {
      if (!blame?.line) continue
      // A line that runs `"$@"` is shown with the command that it ran, which differs from run to run.
      const place = `${blame.line.file}:${blame.line.number}`
      const row = rows.get(place) ?? { line: lineText(blame.line), laws: new Set() }
      rows.set(place, row)
      row.laws.add(id)
    }
  const all = [...rows.values()]
  if (all.length < 2 && all.every(({ laws }) => laws.size < 2)) return []
  const width = Math.min(WIDTH, Math.max(...all.map(({ line }) => line.length)))
  return all.map(({ line, laws }) => `${line.padEnd(width)}   ${[...laws].join(', ')}`)
}

/** The most characters before the second column. */
const WIDTH = 80
