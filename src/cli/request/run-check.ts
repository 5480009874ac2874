import { printableJson } from '../../../fixtures/text/printable.ts'
import { inspect } from '../../reconciler/api.ts'
import { coloursFor } from '../colours.ts'
import { findConfig } from '../config/find-config.ts'
import { printResult } from '../output.ts'
import { findingsJson } from './findings-json.ts'
import { findingsText } from './findings-text.ts'
import type { RequestFlags } from './request-flags.ts'
import { requestOf } from './request-of.ts'

/**
 * Runs `check`, and returns its exit code.
 *
 * @param isFromEnvironment whether the environment gave the shared root, and no flag did.
 */
export async function check(flags: RequestFlags, isFromEnvironment: boolean): Promise<0 | 1> {
  const { homes, required, equality } = requestOf(flags, isFromEnvironment, await findConfig())
  const findings = inspect(homes, required, { equality })
  const inspected = { homes, links: homes.length * required.length, findings }
  await printResult(
    flags.json === true
      ? `${printableJson(findingsJson(inspected))}\n`
      : findingsText(inspected, coloursFor(process.stdout, process.env)),
  )
  return findings.length === 0 ? 0 : 1
}
