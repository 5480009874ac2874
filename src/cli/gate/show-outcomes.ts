import { gateAnnotations } from '../../gate/report/formats/github.ts'
import { formatted } from '../../gate/report/formats/index.ts'
import { gateSummary } from '../../gate/report/formats/step-summary.ts'
import { type Reporter, reportersFor } from '../../gate/report/reporter.ts'
import { isOk, isUnjudged, type Outcome } from '../../gate/report/shown-report.ts'
import { colorsFor } from '../colors.ts'
import { deliver } from '../reports/deliver.ts'
import { tellGitHub } from '../reports/github.ts'
import { isOnGitHub } from '../reports/workflow-commands.ts'

/** Delivers every report that was asked for, and tells GitHub where it listens. */
export async function showOutcomes(
  outcomes: readonly Outcome[],
  reporters: readonly Reporter[],
  json: boolean,
): Promise<void> {
  if (isOnGitHub(process.env)) {
    const isAsked = reporters.some(({ format }) => format === 'github')
    tellGitHub(isAsked ? '' : gateAnnotations(...outcomes), gateSummary(...outcomes), process.env)
  }
  const onTerminal = colorsFor(process.stdout, process.env)
  const plain = colorsFor({}, {})
  await deliver(reportersFor(reporters, json), ({ format, file }) =>
    formatted(format, outcomes, file === null ? onTerminal : plain),
  )
}

/** Returns the exit code of a run: that of the worst outcome. */
export function exitCodeOf(outcomes: readonly Outcome[]): 0 | 1 | 2 {
  if (outcomes.some(isUnjudged)) return 2
  return outcomes.every(isOk) ? 0 : 1
}
