import { printable, printableJson, quoted } from '../../../fixtures/text/printable.ts'
import { plan, validateAll } from '../../reconciler/api.ts'
import type { Made, Outcome } from '../../reconciler/finding.ts'
import type { ValidRequest } from '../../reconciler/request/request.ts'
import { SharedLinksError } from '../../reconciler/shared-links-error.ts'
import { type Colours, coloursFor } from '../colours.ts'
import { findConfig } from '../config/find-config.ts'
import { printResult } from '../output.ts'
import { findingsJson } from './findings-json.ts'
import { findingsText, type Inspected } from './findings-text.ts'
import type { EnsureFlags } from './request-flags.ts'
import { requestOf } from './request-of.ts'

/**
 * Runs `ensure`, and returns its exit code.
 *
 * @param isFromEnvironment whether the environment gave the shared root, and no flag did.
 */
export async function ensure(flags: EnsureFlags, isFromEnvironment: boolean): Promise<0 | 1> {
  const request = requestOf(flags, isFromEnvironment, await findConfig())
  const { homes, required, equality } = request
  const isDry = flags.dryRun === true
  const { made, findings } = isDry ? plan(homes, required, { equality }) : reconciled(request)
  const inspected = { homes, links: homes.length * required.length, findings }
  await printResult(
    flags.json === true
      ? `${printableJson({ ...findingsJson(inspected), made: made.map(madeJson) })}\n`
      : ensureText(made, inspected, isDry),
  )
  return findings.length === 0 ? 0 : 1
}

function reconciled({ homes, required, equality }: ValidRequest): Outcome {
  try {
    return { made: validateAll(homes, required, { equality }).made, findings: [] }
  } catch (error) {
    if (error instanceof SharedLinksError) return error
    throw error
  }
}

function madeJson({ role, path, target }: Made) {
  return { role, path, target }
}

function ensureText(made: readonly Made[], inspected: Inspected, isDry: boolean): string {
  const colours = coloursFor(process.stdout, process.env)
  const right = isDry && made.length > 0 ? 'Would be right' : 'Right'
  return `${madeText(made, isDry, colours)}\n${findingsText(inspected, colours, right)}`
}

function madeText(made: readonly Made[], isDry: boolean, colours: Colours): string {
  const title = isDry ? 'Would make' : 'Made'
  if (made.length === 0) return `${title} nothing\n`
  const lines = made.map(({ role, path, target }) => {
    const leads = role === 'link' ? ` -> ${quoted(target ?? '')}` : ''
    return `  ${role.padEnd(6)}  ${printable(path)}${leads}\n`
  })
  return `${colours.bold(title)} ${made.length}:\n${lines.join('')}`
}
