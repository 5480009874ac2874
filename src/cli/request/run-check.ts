import type { Command } from 'commander'
import { printableJson } from '../../../fixtures/text/printable.ts'
import { inspect } from '../../reconciler/api.ts'
import { colorsFor } from '../colors.ts'
import { findConfig } from '../config/find-config.ts'
import { printResult } from '../output.ts'
import { findingsJson } from './findings-json.ts'
import { findingsText } from './findings-text.ts'
import type { RequestFlags } from './request-flags.ts'
import { requestOf } from './request-of.ts'

/** Runs `check`, and returns its exit code. */
export async function check(verb: Command): Promise<0 | 1> {
  const { json } = verb.opts<RequestFlags>()
  const { homes, required, equality } = requestOf(verb, await findConfig())
  const findings = inspect(homes, required, { equality })
  const inspected = { homes, required, findings }
  await printResult(
    json === true
      ? `${printableJson(findingsJson(inspected))}\n`
      : findingsText(inspected, colorsFor(process.stdout, process.env)),
  )
  return findings.length === 0 ? 0 : 1
}
