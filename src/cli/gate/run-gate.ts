import { printableJson } from '../../../fixtures/text/printable.ts'
import { gate } from '../../gate/gate.ts'
import type { JudgeReport } from '../../gate/judge-report.ts'
import type { Regression } from '../../gate/regressions.ts'
import { gateJson } from '../../gate/report/json.ts'
import { gateText } from '../../gate/report/text.ts'
import { coloursFor } from '../colours.ts'
import { findConfig } from '../config/find-config.ts'
import { printAside, printResult } from '../output.ts'
import { progress } from '../progress.ts'
import { type GateFlags, gateOptions } from './gate-options.ts'
import { readRegressions, saveRegressions } from './regressions-file.ts'

/** Does what `gate` does, to its exit code. */
export async function runGate(subject: readonly string[] | null, flags: GateFlags): Promise<0 | 1> {
  const { config } = await findConfig()
  const remembered = flags.save === false ? [] : readRegressions()
  const options = gateOptions(subject, flags, config.gate ?? {})
  const shown = progress(process.stderr)
  const report = await gate(options, shown.show, remembered).finally(shown.end)
  await printResult(
    flags.json === true
      ? `${printableJson(gateJson(report))}\n`
      : gateText(report, options, coloursFor(process.stdout, process.env)),
  )
  if (flags.save !== false) {
    const said = saveRegressions(remembered, brokenIn(report))
    if (said !== null) printAside(`${said}\n`)
  }
  return report.ok ? 0 : 1
}

/** The worlds in which a law was broken that fails the run. */
function brokenIn({ laws }: JudgeReport): Regression[] {
  return laws.flatMap(({ id, fails, counterexample }) =>
    fails && counterexample !== null
      ? [{ law: id, spec: counterexample.spec, trouble: counterexample.trouble }]
      : [],
  )
}
