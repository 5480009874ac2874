import type { Colors } from '../../../fixtures/text/colors.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { Finding } from '../../reconciler/finding.ts'
import { remedyOf } from '../../reconciler/remedy.ts'
import { messageOf } from '../../reconciler/wording.ts'

/** What was looked at, and what is wrong with it. */
export interface Seen {
  readonly homes: readonly string[]
  /** How many, of all homes together. */
  readonly links: number
  readonly findings: readonly Finding[]
}

/**
 * The findings for a person: by home, each with its remedy, and the verdict in the last line.
 *
 * @param right how the verdict words that there are none.
 */
export function findingsText(seen: Seen, colours: Colors, right = 'Right'): string {
  const { homes, links, findings } = seen
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

function group(title: string, findings: readonly Finding[], colours: Colors): string[] {
  const count = findings.length === 0 ? 'no finding' : counted(findings.length, 'finding')
  return [`${colours.bold(title)}: ${count}`, ...findings.flatMap(finding => inWords(finding, colours))]
}

function inWords(finding: Finding, colours: Colors): string[] {
  return [
    '',
    `  ${colours.red(finding.code)}: ${messageOf(finding)}`,
    `  ${colours.dim('remedy:')}`,
    ...remedyOf(finding)
      .split('\n')
      .map(line => `    ${line}`),
  ]
}
