import type { Request } from '../../../fixtures/deployment.ts'
import type { Colors } from '../../../fixtures/text/colors.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Finding } from '../../reconciler/finding.ts'
import { remedyOf } from '../../reconciler/remedy/remedy.ts'
import { messageOf } from '../../reconciler/wording.ts'

/** A request that was inspected, and everything that is wrong. */
export interface Inspected extends Request {
  readonly findings: readonly Finding[]
}

/**
 * Words the findings for a person: by home, each with its remedy. The last line is the verdict.
 *
 * @param right the verdict's first words if there is no finding.
 */
export function findingsText(inspected: Inspected, colors: Colors, right = 'Right'): string {
  const { homes, required, findings } = inspected
  const byHome = new Map<string | null, Finding[]>([null, ...homes].map(home => [home, []]))
  for (const finding of findings) byHome.get(finding.home)?.push(finding)
  const common = byHome.get(null) ?? []
  const groups = [
    ...(common.length === 0 ? [] : [group('every home', common, colors)]),
    ...homes.map(home => group(printable(home), byHome.get(home) ?? [], colors)),
  ]
  const size = `${counted(homes.length, 'home')}, ${counted(homes.length * required.length, 'link')}`
  const verdict =
    findings.length === 0
      ? colors.green(`${right}: ${size}`)
      : colors.red(`Not right: ${counted(findings.length, 'finding')} in ${size}`)
  return `${[...groups.map(lines => lines.join('\n')), verdict].join('\n\n')}\n`
}

function group(title: string, findings: readonly Finding[], colors: Colors): string[] {
  const count = findings.length === 0 ? 'no finding' : counted(findings.length, 'finding')
  return [`${colors.bold(title)}: ${count}`, ...findings.flatMap(finding => inWords(finding, colors))]
}

function inWords(finding: Finding, colors: Colors): string[] {
  return [
    '',
    `  ${colors.red(finding.code)}: ${messageOf(finding)}`,
    `  ${colors.dim('remedy:')}`,
    ...remedyOf(finding)
      .split('\n')
      .map(line => `    ${line}`),
  ]
}
