import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Finding } from '../../reconciler/finding.ts'
import { remedyOf } from '../../reconciler/remedy.ts'
import { messageOf } from '../../reconciler/wording.ts'
import type { Colours } from '../colours.ts'

/** The homes and links that were inspected, and everything that is wrong with them. */
export interface Inspected {
  readonly homes: readonly string[]
  /** How many links all homes have together. */
  readonly links: number
  readonly findings: readonly Finding[]
}

/**
 * Words the findings for a person: by home, each with its remedy. The last line is the verdict.
 *
 * @param right the verdict's first words if there is no finding.
 */
export function findingsText(inspected: Inspected, colours: Colours, right = 'Right'): string {
  const { homes, links, findings } = inspected
  const common = findings.filter(({ home }) => home === null)
  const groups = [
    ...(common.length === 0 ? [] : [group('every home', common, colours)]),
    ...homes.map(at =>
      group(
        printable(at),
        findings.filter(({ home }) => home === at),
        colours,
      ),
    ),
  ]
  const size = `${counted(homes.length, 'home')}, ${counted(links, 'link')}`
  const verdict =
    findings.length === 0
      ? colours.green(`${right}: ${size}`)
      : colours.red(`Not right: ${counted(findings.length, 'finding')} in ${size}`)
  return `${[...groups.map(lines => lines.join('\n')), verdict].join('\n\n')}\n`
}

function group(title: string, findings: readonly Finding[], colours: Colours): string[] {
  const count = findings.length === 0 ? 'no finding' : counted(findings.length, 'finding')
  return [`${colours.bold(title)}: ${count}`, ...findings.flatMap(finding => inWords(finding, colours))]
}

function inWords(finding: Finding, colours: Colours): string[] {
  return [
    '',
    `  ${colours.red(finding.code)}: ${messageOf(finding)}`,
    `  ${colours.dim('remedy:')}`,
    ...remedyOf(finding)
      .split('\n')
      .map(line => `    ${line}`),
  ]
}
