import type { Colors } from '../../../fixtures/text/colors.ts'
import { printable, printableJson, quoted } from '../../../fixtures/text/printable.ts'
import { ensureForAccounts, plan } from '../../reconciler/api.ts'
import type { Made, Outcome } from '../../reconciler/finding.ts'
import type { ValidRequest } from '../../reconciler/request.ts'
import { SharedLinksError } from '../../reconciler/shared-links-error.ts'
import { coloursFor } from '../colours.ts'
import { findConfig } from '../config/find-config.ts'
import { printResult } from '../output.ts'
import type { EnsureFlags } from './ensure-flags.ts'
import { findingsJson } from './findings-json.ts'
import { findingsText } from './findings-text.ts'
import { requestOf } from './requested.ts'

/** Does what `ensure` does, to its exit code. */
export async function ensure(flags: EnsureFlags, isFromEnvironment: boolean): Promise<0 | 1> {
  const request = requestOf(flags, isFromEnvironment, await findConfig())
  const { homes, required } = request
  const isDry = flags.dryRun === true
  const { made, findings } = isDry ? plan(homes, required, optionsOf(request)) : reconciled(request)
  const seen = { homes, links: homes.length * required.length, findings }
  const colours = coloursFor(process.stdout, process.env)
  await printResult(
    flags.json === true
      ? `${printableJson({ ...findingsJson(seen), made: made.map(madeJson) })}\n`
      : `${madeText(made, isDry, colours)}\n${findingsText(seen, colours, isDry && made.length > 0 ? 'Would be right' : 'Right')}`,
  )
  return findings.length === 0 ? 0 : 1
}

function optionsOf({ equality }: ValidRequest) {
  return { equality }
}

function reconciled(request: ValidRequest): Outcome {
  try {
    return { made: ensureForAccounts(request.homes, request.required, optionsOf(request)).made, findings: [] }
  } catch (error) {
    if (error instanceof SharedLinksError) return error
    throw error
  }
}

function madeJson({ role, path, target }: Made) {
  return { role, path, target }
}

function madeText(made: readonly Made[], isDry: boolean, colours: Colors): string {
  const title = isDry ? 'Would make' : 'Made'
  if (made.length === 0) return `${title} nothing\n`
  const lines = made.map(({ role, path, target }) => {
    const leads = role === 'link' ? ` -> ${quoted(target ?? '')}` : ''
    return `  ${role.padEnd(6)}  ${printable(path)}${leads}\n`
  })
  return `${colours.bold(title)} ${made.length}:\n${lines.join('')}`
}
