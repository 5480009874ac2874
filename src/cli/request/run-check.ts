import type { Command } from 'commander'
import { printableJson } from '../../../fixtures/text/printable.ts'
import { type CheckFormat, crowdedPlaces, reportersFor } from '../../gate/report/reporter.ts'
import { inspect } from '../../reconciler/api.ts'
import { colorsFor } from '../colors.ts'
import { checkFiles, deliver } from '../reports/deliver.ts'
import { UsageError } from '../usage-error.ts'
import { findingsJson } from './findings-json.ts'
import { findingsText, type Inspected } from './findings-text.ts'
import type { CheckFlags } from './request-flags.ts'
import { requestOf } from './request-of.ts'

/** Runs `check`, and returns its exit code. */
export async function check(verb: Command): Promise<0 | 1> {
  const { json = false, fixScript = false, reporter = [] } = verb.opts<CheckFlags>()
  const reporters = reportersFor(
    fixScript ? [...reporter, { format: 'fix-script', file: null }] : reporter,
    json,
  )
  const problems = crowdedPlaces(reporters)
  if (problems.length > 0) throw new UsageError(problems)
  checkFiles(reporters)
  const { homes, required, equality } = await requestOf(verb)
  const inspected = { homes, required, findings: inspect(homes, required, { equality }) }
  await deliver(reporters, ({ format, file }) => formatted(format, inspected, file === null))
  return inspected.findings.length === 0 ? 0 : 1
}

/** Formats the findings. A format that few ask for is loaded only then. */
async function formatted(format: CheckFormat, inspected: Inspected, isShown: boolean): Promise<string> {
  switch (format) {
    case 'text':
      return findingsText(inspected, isShown ? colorsFor(process.stdout, process.env) : colorsFor({}, {}))
    case 'json':
      return `${printableJson(findingsJson(inspected))}\n`
    case 'junit':
      return (await import('./findings-junit.ts')).findingsJUnit(inspected)
    case 'fix-script':
      return (await import('./findings-script.ts')).findingsScript(inspected)
  }
}
