import { printable } from '../../../../fixtures/text/printable.ts'
import type { JudgeReport, LawResult } from '../../judge-report.ts'
import type { Counterexample } from '../counterexample.ts'
import { drawn } from '../picture.ts'
import { isOk, isUnjudged, nameOf, type Outcome } from '../shown-report.ts'

/**
 * Returns the outcomes as `gate --json` prints them: the report of the only subject, or a list of the subjects that a config
 * names. The keys are a public contract.
 */
export function outcomesJson(outcomes: readonly Outcome[]): unknown {
  const [first] = outcomes
  if (outcomes.length === 1 && first !== undefined && !isUnjudged(first) && nameOf(first) === null)
    return gateJson(first.report)
  return { version: 1, ok: outcomes.every(isOk), subjects: outcomes.map(outcomeJson) }
}

function outcomeJson(outcome: Outcome): unknown {
  if (isUnjudged(outcome)) return { name: outcome.name, version: 1, ok: false, error: outcome.error }
  return { name: nameOf(outcome), ...Object(gateJson(outcome.report)) }
}

/** Returns the report on one subject as JSON. */
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

/** Returns a counterexample as JSON. */
export function counterexampleJson(counterexample: Counterexample): unknown {
  const { summary, spec, lines, trouble: _, since: __, ...shown } = counterexample
  return { summary, root: printable(spec.rootName), tree: drawn(lines, text => text), ...shown }
}

function inHundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100
}
