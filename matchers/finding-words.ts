import type { Request } from '../fixtures/deployment.ts'
import { counted } from '../fixtures/text/plurals.ts'
import { quoted } from '../fixtures/text/printable.ts'
import type { Finding } from '../src/reconciler/finding.ts'
import type { Equality } from '../src/reconciler/link.ts'
import { remedyOf } from '../src/reconciler/remedy.ts'
import { actualOf, expectedOf } from '../src/reconciler/wording.ts'
import { type RelativePaths, relativeToShared } from './relative-paths.ts'
import { follow } from './trail.ts'

/** Returns the message of a failed `toHaveSharedLinks`: for each finding the actual entry, the expected one and a remedy. */
export function findingsInWords(
  matcher: string,
  request: Request,
  findings: readonly Finding[],
  equality: Equality,
): string {
  const relative = relativeToShared([...request.homes, ...request.required.map(({ target }) => target)])
  const { homes } = request
  const wrong = homes.filter(home => findings.some(finding => finding.home === null || finding.home === home))
  const verb = wrong.length === 1 ? 'does' : 'do'
  const count = `${wrong.length} of ${counted(homes.length, 'home')}`
  const summary = `${count} ${verb} not expose every shared link, with ${counted(findings.length, 'finding')}`
  const inOrder = [...findings].sort((a, b) => orderOf(a, homes) - orderOf(b, homes))
  const shown = inOrder.map(finding => inWords(matcher, finding, relative, equality))
  return [summary, ...relative.heading, ...shown].join('\n')
}

/** Returns the message of a failed `.not.toHaveSharedLinks`. */
export function noFindingInWords({ homes, required }: Request): string {
  const links = counted(homes.length * required.length, 'link')
  return `expected a wrong or missing link, but every link is right: ${links} of ${counted(homes.length, 'home')}`
}

// Findings that concern every home come first, then home by home. Within a home, the order stays.
function orderOf({ home }: Finding, homes: readonly string[]): number {
  return home === null ? -1 : homes.indexOf(home)
}

function inWords(matcher: string, finding: Finding, relative: RelativePaths, equality: Equality): string {
  const { path, role } = finding
  const mayResolve = role === 'link' && equality === 'resolved'
  // A link's text is not made relative, since it is compared as it is.
  const lines = [
    `\n${relative.show(path)} (${roleInWords(finding, relative)})`,
    `  actual:   ${actualOf(finding)}`,
    ...leadsTo(matcher, finding, relative),
    `  expected: ${expectedOf(finding)}${mayResolve ? ', or one that leads to the same directory' : ''}`,
    '  remedy:',
    remedyOf(finding).replaceAll(/^/gmu, '    '),
  ]
  return lines.join('\n')
}

function roleInWords({ role, name, home, target }: Finding, { show }: RelativePaths): string {
  const ofHome = home === null ? 'every home' : `home ${show(home)}`
  if (role === 'home') return 'home'
  if (role === 'link') return `link ${quoted(name ?? '')} of ${ofHome}`
  if (role === 'target') return `target of link ${quoted(name ?? '')} of ${ofHome}`
  if (home !== null) return `parent of ${ofHome}`
  return `parent of target ${show(target ?? '')}, of link ${quoted(name ?? '')} of ${ofHome}`
}

/** Returns the line that says where a link leads in the end; none where its own text says so. */
function leadsTo(matcher: string, { path, there }: Finding, { show }: RelativePaths): string[] {
  if (there.kind !== 'symlink' || there.leadsTo === 'unknown') return []
  const { path: end, texts } = follow(matcher, path)
  if (end !== null && end !== there.text) return [`  leads to: ${show(end)}`]
  return end === null && texts.length > 1 && there.leadsTo === 'nothing'
    ? [`  leads to: ${quoted(texts.at(-1) ?? '')}, over ${counted(texts.length, 'link')}`]
    : []
}
