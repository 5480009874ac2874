import { printableJson } from '../../fixtures/printable.ts'
import { gate } from '../gate/gate.ts'
import { gateJson } from '../gate/report-json.ts'
import { gateText } from '../gate/report-text.ts'
import { coloursFor } from './colours.ts'
import { findConfig } from './config.ts'
import { type GateFlags, gateOptions } from './gate-options.ts'
import { printResult } from './output.ts'
import { progress } from './progress.ts'

/** Does what `gate` does, to its exit code. */
export async function runGate(subject: readonly string[] | null, flags: GateFlags): Promise<0 | 1> {
  const { config } = await findConfig()
  const options = gateOptions(subject, flags, config.gate ?? {})
  const shown = progress(process.stderr)
  const report = await gate(options, shown.show).finally(shown.end)
  await printResult(
    flags.json === true
      ? `${printableJson(gateJson(report))}\n`
      : gateText(report, options, coloursFor(process.stdout, process.env)),
  )
  return report.ok ? 0 : 1
}
