import type { Request } from '../fixtures/deployment.ts'
import { counted } from '../fixtures/text/plurals.ts'
import { quoted } from '../fixtures/text/printable.ts'
import type { Finding } from '../src/reconciler/finding.ts'
import type { Equality } from '../src/reconciler/link.ts'
import { remedyOf } from '../src/reconciler/remedy.ts'
import { actualOf, expectedOf } from '../src/reconciler/wording.ts'
import { follow } from './look.ts'
import { type Relative, relativeToShared } from './relative.ts'

/** What a failed `toHaveSharedLinks` says: for each finding what stands there, what ought to, and the remedy. */
export function foundInWords(
  matcher: string,
  request: Request,
  findings: readonly Finding[],
  equality: Equality,
): string {
  const relative = relativeToShared([...request.homes, ...request.required.map(({ target }) => target)])
  const { homes } = request
  const wrong = homes.filter(home => findings.some(finding => finding.home === null || finding.home === home))
  const summary = `${wrong.length} of ${counted(homes.length, 'home')} ${wrong.length === 1 ? 'does' : 'do'} not expose every shared link, with ${counted(findings.length, 'finding')}`
  const inOrder = [...findings].sort((a, b) => placeOf(a, homes) - placeOf(b, homes))
  const shown = inOrder.map(finding => inWords(matcher, finding, relative, equality))
  return [summary, relative.heading, ...shown].filter(line => line !== null).join('\n')
}

/** What a failed `.not.toHaveSharedLinks` says. */
export function rightInWords({ homes, required }: Request): string {
  const links = counted(homes.length * required.length, 'link')
  return `expected a link to be wrong or missing, but all is right: ${links} of ${counted(homes.length, 'home')}`
}

// What no home can do without first, then home by home; within one, the order in which they were found.
function placeOf({ home }: Finding, homes: readonly string[]): number {
  return home === null ? -1 : homes.indexOf(home)
}

function inWords(matcher: string, finding: Finding, relative: Relative, equality: Equality): string {
  const { path, role } = finding
  const isAnyLinkRight = role === 'link' && equality === 'resolved'
  // A link's text stays whole, since the text is what is compared.
  const lines = [
    `\n${relative.show(path)} (${roleInWords(finding, relative)})`,
    `  there:    ${actualOf(finding)}`,
    ...leadsTo(matcher, finding, relative),
    `  expected: ${expectedOf(finding)}${isAnyLinkRight ? ', or one that leads to the same directory' : ''}`,
    '  remedy:',
    remedyOf(finding).replaceAll(/^/gmu, '    '),
  ]
  return lines.join('\n')
}

function roleInWords({ role, name, home, target }: Finding, { show }: Relative): string {
  const ofHome = home === null ? 'every home' : `home ${show(home)}`
  if (role === 'home') return 'home'
  if (role === 'link') return `link ${quoted(name ?? '')} of ${ofHome}`
  if (role === 'target') return `target of link ${quoted(name ?? '')} of ${ofHome}`
  return `parent of ${home === null ? `target ${show(target ?? '')}, of link ${quoted(name ?? '')} of every home` : ofHome}`
}

/** Where a link leads in the end, unless its own text says so. */
function leadsTo(matcher: string, { path, there }: Finding, { show }: Relative): string[] {
  if (there.kind !== 'symlink' || there.leadsTo === 'unknown') return []
  const { path: end, texts } = follow(matcher, path)
  if (end !== null && end !== there.text) return [`  leads to: ${show(end)}`]
  return end === null && texts.length > 1 && there.leadsTo === 'nothing'
    ? [`  leads to: ${quoted(texts.at(-1) ?? '')}, over ${counted(texts.length, 'link')}`]
    : []
}
