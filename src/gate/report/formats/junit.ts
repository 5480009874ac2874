import type { LawResult } from '../../judge-report.ts'
import { howBroken } from '../brief/verdict.ts'
import { againText } from '../replay.ts'
import { isUnjudged, type Outcome, type ShownReport, titleOf } from '../shown-report.ts'
import { lawText } from '../words/law-text.ts'
import { violationText } from '../words/violation-text.ts'
import { type JUnitCase, type JUnitOutcome, type JUnitSuite, junitDocument } from './junit-document.ts'

/**
 * Formats reports as JUnit XML with one suite for each subject, and one test case for each law. A law that fails the run is a failure. One that is broken
 * above the level, waived, not applicable or not tested is skipped, and the type of the skip says which.
 */
export function gateJUnit(...outcomes: readonly Outcome[]): string {
  return junitDocument(
    outcomes.map(outcome =>
      isUnjudged(outcome) ? suiteWithError(outcome.name, outcome.error) : suiteFor(outcome),
    ),
  )
}

function suiteFor(shown: ShownReport): JUnitSuite {
  const { level, seed, worlds, sandbox, trace, laws } = shown.report
  const name = titleOf(shown)
  return {
    name,
    cases: laws.map((law): JUnitCase => {
      return { name: law.id, group: name, seconds: law.seconds, outcome: outcomeOf(law, shown) }
    }),
    properties: { level, seed: String(seed), worlds: String(worlds), sandbox, trace },
  }
}

/** Formats the error of a run without a verdict: one test case that ends in it. */
export function junitFailure(name: string, message: string): string {
  return junitDocument([suiteWithError(name, message)])
}

function suiteWithError(name: string, message: string): JUnitSuite {
  const [first = ''] = message.split('\n')
  const outcome = { tag: 'error', type: 'no verdict', message: first, details: message } as const
  return { name, cases: [{ name: 'verdict', group: name, seconds: 0, outcome }] }
}

function outcomeOf(law: LawResult, shown: ShownReport): JUnitOutcome | null {
  const { verdict, fails, counterexample } = law
  if (verdict === 'held') return null
  if (verdict !== 'broken') return { tag: 'skipped', type: verdict, message: lawText(law) }
  if (!fails) return { tag: 'skipped', type: 'warning', message: `warning: ${howBroken(law)}` }
  return {
    tag: 'failure',
    type: counterexample?.kind ?? 'broken',
    message: howBroken(law),
    details: violationText(law, undefined, againText(law, shown)),
  }
}
