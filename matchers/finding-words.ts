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
  const named = new Set(findings.map(({ home }) => home))
  // A finding without a home concerns every home.
  const wrong = named.has(null) ? homes.length : named.size
  const verb = wrong === 1 ? 'does' : 'do'
  const count = `${wrong} of ${counted(homes.length, 'home')}`
  const summary = `${count} ${verb} not expose every shared link, with ${counted(findings.length, 'finding')}`
  const groups = folded(inOrder(findings, homes), causesIn(findings))
  const lines = listed(groups, '\n', group => inWords(matcher, group, shown, equality))
  return [summary, ...shown.heading, ...lines].join('\n')
}

/** Returns the message of a failed `.not.toHaveSharedLinks`. */
export function noFindingInWords({ homes, required }: Request): string {
  const links = counted(homes.length * required.length, 'link')
  return `expected a wrong or missing link, but every link is right: ${links} of ${counted(homes.length, 'home')}`
}

/** Sorts findings: first those that concern every home, then home by home. Within a home, the order stays. */
function inOrder(findings: readonly Finding[], homes: readonly string[]): Finding[] {
  const places = new Map(homes.map((home, i) => [home, i]))
  const placeOf = ({ home }: Finding) => (home === null ? -1 : (places.get(home) ?? homes.length))
  return [...findings].sort((a, b) => placeOf(a) - placeOf(b))
}

/** Returns what finds the finding from which a missing link follows: that its home or its target is missing. */
function causesIn(findings: readonly Finding[]): (finding: Finding) => Finding | null {
  const homes = new Map<string | null, Finding>()
  const targets = new Map<string | null, Finding>()
  for (const finding of findings) {
    if (finding.code === 'home-missing') homes.set(finding.home, finding)
    if (finding.code === 'target-missing') targets.set(finding.target, finding)
  }
  return ({ code, home, target }) =>
    code === 'link-missing' ? (homes.get(home) ?? targets.get(target) ?? null) : null
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
    `  expected: ${expectedOf(told)}${mayResolve ? `, or one that leads to the same ${finding.kind ?? 'directory'}` : ''}`,
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
