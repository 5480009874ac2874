import type { Request } from '../../fixtures/deployment.ts'
import type { Script } from './call.ts'
import { ensureDirectory } from './directory.ts'
import type { Finding, Made, Outcome, Role } from './finding.ts'
import { type Equality, ensureLink } from './link.ts'
import { cleanPath, linkPathOf } from './path.ts'

/**
 * The reconciler as a script: makes every missing home, target and link of a valid request, and refuses every conflict.
 * After a conflict it continues with all that does not depend on it.
 *
 * @example const subject = script('the built-in reconciler', request => reconcile(request, 'exact'))
 */
export function* reconcile(request: Request, equality: Equality): Script<Outcome> {
  const made: Made[] = []
  let findings: readonly Finding[] = []
  // An entry that was made later in a pass can resolve an earlier finding (a dangling home that leads to another home),
  // or cause a new one. Without another pass, the findings would depend on the order of the homes, and a second run
  // would report others.
  for (let passes = request.homes.length + request.required.length; passes > 0; passes -= 1) {
    const before = made.length
    findings = yield* pass(request, equality, made)
    if (made.length === before || findings.length === 0) break
  }
  return { made, findings }
}

function* pass(request: Request, equality: Equality, made: Made[]): Script<readonly Finding[]> {
  const { homes, required } = request
  const findings: Finding[] = []
  const ready = new Set<string>()
  for (const { name, target } of required) {
    const about = { home: null, name, target }
    const note = (role: Role, path: string) => made.push(ownRole(request, { role, path, ...about }))
    const obstacle = yield* ensureDirectory(cleanPath(target), 'target', note)
    if (obstacle === null) ready.add(name)
    else findings.push({ ...obstacle, ...about })
  }
  for (const home of homes) {
    const aboutHome = { home, name: null, target: null }
    const note = (role: Role, path: string) => made.push(ownRole(request, { role, path, ...aboutHome }))
    const ensureHome = () => ensureDirectory(cleanPath(home), 'home', note)
    for (const { name, target } of required) {
      const path = linkPathOf(home, name)
      const task = { path, target, targetIsReady: ready.has(name), equality, ensureHome }
      const outcome = yield* ensureLink(task)
      if (outcome === 'made') made.push({ role: 'link', path, home, name, target })
      if (typeof outcome === 'string') continue
      if ('home' in outcome) {
        findings.push({ ...outcome.home, ...aboutHome })
        break
      }
      findings.push({ ...outcome.link, home, name, target })
    }
  }
  return findings
}

/** Returns what was made with its own role: a home or target that another one lies in was made as a parent. */
function ownRole({ homes, required }: Request, made: Made): Made {
  if (made.role !== 'parent') return made
  const { path } = made
  const home = homes.find(at => cleanPath(at) === path)
  if (home !== undefined) return { role: 'home', path, home, name: null, target: null }
  const link = required.find(({ target }) => cleanPath(target) === path)
  return link === undefined
    ? made
    : { role: 'target', path, home: null, name: link.name, target: link.target }
}
