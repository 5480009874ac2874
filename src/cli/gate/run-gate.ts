import { gate } from '../../gate/gate.ts'
import type { JudgeReport } from '../../gate/judge-report.ts'
import type { GateOptions } from '../../gate/options.ts'
import { type Regression, regressionsOf } from '../../gate/regressions.ts'
import { readRegressions, regressionsPath, saveRegressions } from '../../gate/regressions-file.ts'
import { gateAnnotations } from '../../gate/report/formats/github.ts'
import { formatted } from '../../gate/report/formats/index.ts'
import { gateSummary } from '../../gate/report/formats/step-summary.ts'
import { wordsForWorld } from '../../gate/report/replay.ts'
import { reportersFor } from '../../gate/report/reporter.ts'
import type { ShownReport } from '../../gate/report/shown-report.ts'
import { listenersFor, progress } from '../../gate/search/progress.ts'
import type { AnyLawId } from '../../laws/index.ts'
import { colorsFor } from '../colors.ts'
import { asideScreen, printAside } from '../output.ts'
import { checkFiles, deliver } from '../reports/deliver.ts'
import { directoryInRepository, tellGitHub } from '../reports/github.ts'
import { isOnGitHub } from '../reports/workflow-commands.ts'
import { FoundSoFar, tellWhenInterrupted } from './interruption.ts'

/** Runs `gate`, and returns its exit code. */
export async function runGate(options: GateOptions): Promise<0 | 1> {
  checkFiles(reportersFor(options.reporters, options.json))
  const path = regressionsPath()
  const remembered = options.save ? readRegressions(path) : []
  const report = await watched(options, remembered)
  const { isSaved, message } = options.save
    ? saveRegressions(path, regressionsOf(report, wordsForWorld(options)))
    : { isSaved: false, message: null }
  await show({ report, options, isRemembered: isSaved, directory: directoryInRepository(process.env) })
  if (message !== null) printAside(`${message}\n`)
  return report.ok ? 0 : 1
}

/** Runs the gate, and shows how far it is. Where a signal ends it, says what was found so far. */
async function watched(options: GateOptions, remembered: readonly Regression[]): Promise<JudgeReport> {
  const found = new FoundSoFar()
  const stop = tellWhenInterrupted(() => found.text)
  const shown = progress(asideScreen)
  const told = options.quiet ? [found] : [found, listenersFor(shown)]
  const listeners = {
    onProgress: (line: string) => {
      for (const one of told) one.onProgress(line)
    },
    onViolation: (law: AnyLawId, summary: string) => {
      for (const one of told) one.onViolation(law, summary)
    },
  }
  return await gate(options, listeners, remembered).finally(() => {
    stop()
    if (!options.quiet) shown.end()
  })
}

/** Delivers every report that was asked for, and tells GitHub where it listens. */
async function show(shown: ShownReport): Promise<void> {
  const { reporters, json } = shown.options
  if (isOnGitHub(process.env)) {
    const isAsked = reporters.some(({ format }) => format === 'github')
    tellGitHub(isAsked ? '' : gateAnnotations(shown), gateSummary(shown), process.env)
  }
  const onTerminal = colorsFor(process.stdout, process.env)
  const plain = colorsFor({}, {})
  await deliver(reportersFor(reporters, json), ({ format, file }) =>
    formatted(format, shown, file === null ? onTerminal : plain),
  )
}
