import { printableJson } from '../../../fixtures/text/printable.ts'
import { gate } from '../../gate/gate.ts'
import type { JudgeReport } from '../../gate/judge-report.ts'
import type { GateOptions } from '../../gate/options.ts'
import type { Regression } from '../../gate/regressions.ts'
import { gateJson } from '../../gate/report/json.ts'
import { gateText } from '../../gate/report/text.ts'
import { colorsFor } from '../colors.ts'
import { printAside, printResult } from '../output.ts'
import { progress } from './progress.ts'
import { readRegressions, saveRegressions } from './regressions-file.ts'

/** Runs `gate`, and returns its exit code. */
export async function runGate(options: GateOptions): Promise<0 | 1> {
  const remembered = options.save ? readRegressions() : []
  const shown = progress(process.stderr)
  const began = performance.now()
  const onViolation = (law: string, summary: string) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    shown.tell(`${law} is broken (after ${seconds} s): ${summary}`)
  }
  const listeners = { onProgress: shown.show, onViolation }
  const report = await gate(options, listeners, remembered).finally(shown.end)
  await printResult(
    options.json
      ? `${printableJson(gateJson(report))}\n`
      : gateText(report, options, colorsFor(process.stdout, process.env)),
  )
  if (options.save) {
    const message = saveRegressions(brokenIn(report))
    if (message !== null) printAside(`${message}\n`)
  }
  return report.ok ? 0 : 1
}

/** Returns the smallest world of each broken law that fails the run. */
function brokenIn({ laws }: JudgeReport): Regression[] {
  return laws.flatMap(({ id, fails, counterexample }) =>
    fails && counterexample !== null
      ? [{ law: id, spec: counterexample.spec, trouble: counterexample.trouble }]
      : [],
  )
}
