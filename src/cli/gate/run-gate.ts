import { printableJson } from '../../../fixtures/text/printable.ts'
import { gate } from '../../gate/gate.ts'
import type { GateOptions } from '../../gate/options.ts'
import { regressionsOf } from '../../gate/regressions.ts'
import { readRegressions, regressionsPath, saveRegressions } from '../../gate/regressions-file.ts'
import { gateJson } from '../../gate/report/json.ts'
import { gateText } from '../../gate/report/text.ts'
import { listenersFor, progress } from '../../gate/search/progress.ts'
import { colorsFor } from '../colors.ts'
import { printAside, printResult } from '../output.ts'

/** Runs `gate`, and returns its exit code. */
export async function runGate(options: GateOptions): Promise<0 | 1> {
  const path = regressionsPath()
  const remembered = options.save ? readRegressions(path) : []
  const shown = progress(process.stderr)
  const report = await gate(options, listenersFor(shown), remembered).finally(shown.end)
  await printResult(
    options.json
      ? `${printableJson(gateJson(report))}\n`
      : gateText(report, options, colorsFor(process.stdout, process.env)),
  )
  if (options.save) {
    const message = saveRegressions(path, regressionsOf(report))
    if (message !== null) printAside(`${message}\n`)
  }
  return report.ok ? 0 : 1
}
