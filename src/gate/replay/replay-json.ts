import { printable } from '../../../fixtures/text/printable.ts'
import { counterexampleJson } from '../report/formats/json.ts'
import type { Replayed, ReplayReport } from './replay.ts'

/**
 * Returns what became of remembered violations as `replay --json` prints it. The keys are a public contract.
 *
 * @param error why the replay proves nothing; null where it has an answer. Printable.
 */
export function replayJson(reports: readonly ReplayReport[], error: string | null): unknown {
  const isBroken = reports.some(({ results }) => results.some(one => one.counterexample !== null))
  return {
    version: 1,
    ok: !isBroken && error === null,
    ...(error === null ? {} : { error }),
    subjects: reports.map(({ subject, notes, results }) => ({
      subject,
      notes: notes.map(printable),
      results: results.map(resultJson),
    })),
  }
}

/** Returns what became of one remembered violation as JSON. */
export function resultJson({ id, counterexample, untested }: Replayed): unknown {
  const verdict = counterexample !== null ? 'broken' : untested !== null ? 'not-tested' : 'held'
  return {
    id,
    verdict,
    reason: untested,
    counterexample: counterexample && counterexampleJson(counterexample),
  }
}
