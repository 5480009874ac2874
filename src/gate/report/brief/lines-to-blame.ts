import type { LawId } from '../../../laws/index.ts'
import type { LawResult } from '../../judge-report.ts'
import { lineText } from '../blame-text.ts'

/**
 * Returns a table of the lines of a script that break laws, each with those laws. Empty where it would say no more than one
 * violation does.
 */
export function linesToBlame(failing: readonly LawResult[]): string[] {
  const lawsOf = new Map<string, Set<LawId>>()
  for (const { id, counterexample, others } of failing)
    for (const { blame } of [...(counterexample === null ? [] : [counterexample]), ...others]) {
      const line = blame?.line && lineText(blame.line)
      if (line) lawsOf.set(line, (lawsOf.get(line) ?? new Set()).add(id))
    }
  const rows = [...lawsOf]
  if (rows.length < 2 && rows.every(([, laws]) => laws.size < 2)) return []
  const width = Math.min(WIDTH, Math.max(...rows.map(([line]) => line.length)))
  return rows.map(([line, laws]) => `${line.padEnd(width)}   ${[...laws].join(', ')}`)
}

/** The most characters before the second column. */
const WIDTH = 80
