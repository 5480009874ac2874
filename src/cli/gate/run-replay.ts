import { printableJson, printableLines, quoted } from '../../../fixtures/text/printable.ts'
import { GateError } from '../../gate/gate-error.ts'
import { lawNamed } from '../../gate/options/kinds/laws.ts'
import type { GateOptions } from '../../gate/options.ts'
import { type Regression, subjectOf } from '../../gate/regressions.ts'
import { REGRESSIONS, readRegressions, regressionsPath } from '../../gate/regressions-file.ts'
import { type Replayed, type ReplayReport, replay } from '../../gate/replay/replay.ts'
import { replayJson } from '../../gate/replay/replay-json.ts'
import { replayText } from '../../gate/replay/replay-text.ts'
import { colorsFor } from '../colors.ts'
import { printAside, printResult } from '../output.ts'
import { UsageError } from '../usage-error.ts'
import { optionsFromWords } from './options-from-words.ts'

/** The violations to run again. */
interface Choice {
  /** The id of a law; null for every law. */
  readonly law: string | null
  /** The name of a subject in its config; null for every subject. */
  readonly subject: string | null
}

/** Runs `replay`, and returns its exit code. */
export async function runReplay(
  choice: Choice,
  { keep, json }: { readonly keep: boolean; readonly json: boolean },
): Promise<0 | 1 | 2> {
  const reports: ReplayReport[] = []
  for (const [options, regressions] of gates(chosen(choice))) {
    const report = await replay({ ...options, keep }, regressions)
    reports.push(report)
    if (!json) await printResult(replayText(report, colorsFor(process.stdout, process.env)))
  }
  const results = reports.flatMap(report => report.results)
  const isBroken = results.some(({ counterexample }) => counterexample !== null)
  const error = isBroken ? null : proofOfNothing(results)
  if (json) await printResult(printableJson(replayJson(reports, error)))
  if (error !== null) printAside(`error: ${error}\n`)
  return isBroken ? 1 : error === null ? 0 : 2
}

/** Returns what to say where no law is broken, but some were not tested; null where all were. */
function proofOfNothing(results: readonly Replayed[]): string | null {
  const untested = results.filter(one => one.untested !== null)
  if (untested.length === 0) return null
  const lines = untested.map(one => `  ${one.id}: ${one.untested}`)
  return printableLines(
    ['No law is broken, but this proves nothing about:', ...lines, 'Run the gate.'].join('\n'),
  )
}

function chosen({ law, subject }: Choice): Regression[] {
  if (law !== null) {
    const named = lawNamed(law)
    if ('problem' in named) throw new UsageError([named.problem])
  }
  const all = readRegressions(regressionsPath())
  if (all.length === 0) throw new UsageError([NOTHING])
  const ofSubject = all.filter(one => subject === null || subjectOf(one) === subject)
  if (ofSubject.length === 0)
    throw new UsageError([`${REGRESSIONS} has no violation by the subject ${quoted(subject ?? '')}`])
  const found = ofSubject.filter(one => law === null || one.law === law)
  if (found.length > 0) return found
  const others = [...new Set(ofSubject.map(one => one.law))].join(', ')
  throw new UsageError([`${REGRESSIONS} has no violation of ${law}, but of ${others}`])
}

const NOTHING = `nothing is remembered here: the gate writes ${REGRESSIONS} when a law is broken, unless it gets --no-save or CI is set`

/** Returns the violations by the options of the gate that found them. */
function gates(regressions: readonly Regression[]): Map<GateOptions, Regression[]> {
  const byWords = new Map<string, Regression[]>()
  for (const one of regressions.filter(({ gate }) => gate !== undefined)) {
    const words = JSON.stringify(one.gate)
    byWords.set(words, [...(byWords.get(words) ?? []), one])
  }
  if (byWords.size === 0) throw new GateError(UNKNOWN)
  return new Map([...byWords].map(([words, all]) => [optionsFromWords(JSON.parse(words), REGRESSIONS), all]))
}

const UNKNOWN = `${REGRESSIONS} does not say by which command it was found: a test suite saved it, or an earlier version. Run that again.`
