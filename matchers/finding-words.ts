import type { Request } from '../fixtures/deployment.ts'
import { counted } from '../fixtures/text/plurals.ts'
import { quoted } from '../fixtures/text/printable.ts'
import type { Finding } from '../src/reconciler/finding.ts'
import type { Equality } from '../src/reconciler/link.ts'
import { actualOf, expectedOf } from '../src/reconciler/wording.ts'
import { type Folded, folded, inOneLine, listed } from './listed.ts'
import { relativeToShared, type ShownPaths } from './shown-paths.ts'
import { follow } from './trail.ts'

/** Returns the message of a failed `toHaveSharedLinks`: for each finding the actual entry and the expected one. */
export function findingsInWords(
  matcher: string,
  request: Request,
  findings: readonly Finding[],
  equality: Equality,
): string {
  const shown = relativeToShared([...request.homes, ...request.required.map(({ target }) => target)])
  const { homes } = request
  const wrong = homes.filter(home => findings.some(finding => finding.home === null || finding.home === home))
  const verb = wrong.length === 1 ? 'does' : 'do'
  const count = `${wrong.length} of ${counted(homes.length, 'home')}`
  const summary = `${count} ${verb} not expose every shared link, with ${counted(findings.length, 'finding')}`
  const inOrder = [...findings].sort((a, b) => orderOf(a, homes) - orderOf(b, homes))
  const groups = folded(inOrder, finding => causeOf(finding, findings))
  const lines = listed(groups, '\n', group => inWords(matcher, group, shown, equality))
  return [summary, ...shown.heading, ...lines].join('\n')
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

/** Returns the finding from which a missing link follows: that its home or its target is missing. */
function causeOf({ code, home, target }: Finding, findings: readonly Finding[]): Finding | null {
  if (code !== 'link-missing') return null
  const ofHome = findings.find(other => other.code === 'home-missing' && other.home === home)
  return ofHome ?? findings.find(other => other.code === 'target-missing' && other.target === target) ?? null
}

function inWords(
  matcher: string,
  { item: finding, with: links }: Folded<Finding>,
  shown: ShownPaths,
  equality: Equality,
): string {
  const { path, role } = finding
  const mayResolve = role === 'link' && equality === 'resolved'
  const told = withShownTexts(finding, shown)
  const lines = [
    `${shown.path(path)} (${roleInWords(finding, shown)})`,
    `  actual:   ${actualOf(told)}`,
    ...leadsTo(matcher, finding, shown),
    `  expected: ${expectedOf(told)}${mayResolve ? ', or one that leads to the same directory' : ''}`,
    ...(links.length === 0 ? [] : [`  with it:  ${inOneLine(links.map(link => shown.path(link.path)))}`]),
  ]
  return lines.join('\n')
}

/** Returns a finding with the texts of links as they are shown. */
function withShownTexts(finding: Finding, { text }: ShownPaths): Finding {
  const { there, target } = finding
  return {
    ...finding,
    target: target === null ? null : text(target),
    there: there.kind === 'symlink' ? { ...there, text: text(there.text) } : there,
  }
}

function roleInWords({ role, name, home, target }: Finding, { path }: ShownPaths): string {
  const ofHome = home === null ? 'every home' : `home ${path(home)}`
  if (role === 'home') return 'home'
  if (role === 'link') return `link ${quoted(name ?? '')} of ${ofHome}`
  if (role === 'target') return `target of link ${quoted(name ?? '')} of ${ofHome}`
  if (home !== null) return `parent of ${ofHome}`
  return `parent of target ${path(target ?? '')}, of link ${quoted(name ?? '')} of ${ofHome}`
}

/** Returns the line that says where a link leads in the end; none where its own text says so. */
function leadsTo(matcher: string, { path, there }: Finding, shown: ShownPaths): string[] {
  if (there.kind !== 'symlink' || there.leadsTo === 'unknown') return []
  const { path: end, texts } = follow(matcher, path)
  if (end !== null && end !== there.text) return [`  leads to: ${shown.path(end)}`]
  return end === null && texts.length > 1 && there.leadsTo === 'nothing'
    ? [`  leads to: ${quoted(shown.text(texts.at(-1) ?? ''))}, over ${counted(texts.length, 'link')}`]
    : []
}
