import { gate } from '../../gate/gate.ts'
import type { Steps } from '../../gate/judge-options.ts'
import type { JudgeReport } from '../../gate/judge-report.ts'
import type { GateOptions } from '../../gate/options.ts'
import { type Regression, regressionsFor, regressionsOf } from '../../gate/regressions.ts'
import { readRegressions, regressionsPath, saveRegressions } from '../../gate/regressions-file.ts'
import { wordsForWorld } from '../../gate/report/replay.ts'
import { reportersFor } from '../../gate/report/reporter.ts'
import { nameOf, type Outcome, withName } from '../../gate/report/shown-report.ts'
import { listenersFor, progress } from '../../gate/search/progress.ts'
import type { AnyLawId } from '../../laws/index.ts'
import { failureInWords } from '../failure.ts'
import { asideScreen, printAside } from '../output.ts'
import { checkFiles } from '../reports/deliver.ts'
import { directoryInRepository } from '../reports/github.ts'
import { FoundSoFar, tellWhenInterrupted } from './interruption.ts'
import { exitCodeOf, showOutcomes } from './show-outcomes.ts'

/** Runs `gate` on each subject, one after the other, and returns its exit code: that of the worst outcome. */
export async function runGate(subjects: readonly [GateOptions, ...GateOptions[]]): Promise<0 | 1 | 2> {
  const [{ reporters, json, save }] = subjects
  checkFiles(reportersFor(reporters, json))
  const path = regressionsPath()
  const remembered = save ? readRegressions(path) : []
  const found = new FoundSoFar()
  const stop = tellWhenInterrupted(() => found.text)
  const messages = new Set<string>()
  const outcomes: Outcome[] = []
  try {
    for (const options of subjects) {
      const outcome = await outcomeOf(options, { path, remembered, found, messages })
      found.end(outcome)
      outcomes.push(outcome)
    }
  } finally {
    stop()
  }
  await showOutcomes(outcomes, reporters, json)
  for (const message of messages) printAside(`${message}\n`)
  return exitCodeOf(outcomes)
}

/** All that the judging of each subject shares. */
interface Surroundings {
  /** The path of the regressions file, and what it held before. */
  readonly path: string
  readonly remembered: readonly Regression[]
  readonly found: FoundSoFar
  /** Messages to print at the end, each once. */
  readonly messages: Set<string>
}

/**
 * Judges one subject, and remembers its violations. A subject that has a name and cannot be judged is an outcome, too: the others
 * still have theirs.
 */
async function outcomeOf(
  options: GateOptions,
  { path, remembered, found, messages }: Surroundings,
): Promise<Outcome> {
  const name = nameOf({ options })
  try {
    const report = await watched(options, regressionsFor(name, remembered), found)
    // The next shard must find what this one has found: all plan the same.
    const { isSaved, message } =
      options.save && options.shard === null
        ? saveRegressions(path, regressionsOf(report, wordsForWorld(options)))
        : { isSaved: false, message: null }
    if (message !== null) messages.add(message)
    return { report, options, isRemembered: isSaved, directory: directoryInRepository(process.env) }
  } catch (error) {
    if (name === null) throw error
    return { name, error: failureInWords(error, process.env) }
  }
}

/** Runs the gate, and shows how far it is. */
async function watched(
  options: GateOptions,
  remembered: readonly Regression[],
  found: FoundSoFar,
): Promise<JudgeReport> {
  const shown = progress(asideScreen)
  const told = options.quiet ? [found] : [found, listenersFor(shown)]
  const listeners = {
    onProgress: (line: string, steps?: Steps) => {
      for (const one of told) one.onProgress(withName(line, { options }), steps)
    },
    onViolation: (law: AnyLawId, summary: string) => {
      for (const one of told) one.onViolation(withName(law, { options }), summary)
    },
  }
  return await gate(options, listeners, remembered).finally(() => {
    if (!options.quiet) shown.end()
  })
}
