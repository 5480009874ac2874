import { printable } from '../../../../fixtures/text/printable.ts'
import type { JudgeReport, LawResult } from '../../judge-report.ts'
import type { Counterexample } from '../counterexample.ts'
import { drawn } from '../picture.ts'

/** Returns the report as `gate --json` prints it. The keys are a public contract. */
export function gateJson(report: JudgeReport): unknown {
  const { numRuns: _, ...shown } = report
  return { version: 1, ...shown, seconds: inHundredths(report.seconds), laws: report.laws.map(lawJson) }
}

function lawJson(law: LawResult): unknown {
  const { id, level, verdict, worlds, reason, waived, counterexample, troubled } = law
  const seconds = inHundredths(law.seconds)
  const found = counterexample && counterexampleJson(counterexample)
  const others = law.others.map(counterexampleJson)
  return { id, level, verdict, worlds, reason, waived, seconds, troubled, counterexample: found, others }
}

function counterexampleJson(counterexample: Counterexample): unknown {
  const { summary, spec, lines, trouble: _, since: __, ...shown } = counterexample
  return { summary, root: printable(spec.rootName), tree: drawn(lines, text => text), ...shown }
}

function inHundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100
}
