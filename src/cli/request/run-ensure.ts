import type { Command } from 'commander'
import type { Colors } from '../../../fixtures/text/colors.ts'
import { printable, printableJson, quoted } from '../../../fixtures/text/printable.ts'
import type { Made } from '../../reconciler/finding.ts'
import { perform, run } from '../../reconciler/perform.ts'
import { reconcile } from '../../reconciler/reconcile.ts'
import { rehearse } from '../../reconciler/rehearse.ts'
import { colorsFor } from '../colors.ts'
import { printResult } from '../output.ts'
import { findingsJson } from './findings-json.ts'
import { findingsText, type Inspected } from './findings-text.ts'
import type { EnsureFlags } from './request-flags.ts'
import { requestOf } from './request-of.ts'

/** Runs `ensure`, and returns its exit code. */
export async function ensure(verb: Command): Promise<0 | 1> {
  const { dryRun: isDry = false, json } = verb.opts<EnsureFlags>()
  const request = await requestOf(verb)
  const { made, findings } = run(reconcile(request, request.equality), isDry ? rehearse() : perform)
  const inspected = { ...request, findings }
  await printResult(
    json === true
      ? `${printableJson({ ...findingsJson(inspected), made: made.map(madeJson) })}\n`
      : ensureText(made, inspected, isDry),
  )
  return findings.length === 0 ? 0 : 1
}

function madeJson({ role, path, target }: Made) {
  return { role, path, target }
}

function ensureText(made: readonly Made[], inspected: Inspected, isDry: boolean): string {
  const colors = colorsFor(process.stdout, process.env)
  const right = isDry && made.length > 0 ? 'Would be right' : 'Right'
  return `${madeText(made, isDry, colors)}\n${findingsText(inspected, colors, right)}`
}

function madeText(made: readonly Made[], isDry: boolean, colors: Colors): string {
  const title = isDry ? 'Would make' : 'Made'
  if (made.length === 0) return `${title} nothing\n`
  const lines = made.map(({ role, path, target }) => {
    const leads = role === 'link' ? ` -> ${quoted(target ?? '')}` : ''
    return `  ${role.padEnd(6)}  ${printable(path)}${leads}\n`
  })
  return `${colors.bold(title)} ${made.length}:\n${lines.join('')}`
}
