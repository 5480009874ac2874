import type { Request, SharedLink } from '../../fixtures/deployment.ts'
import type { Script } from './call.ts'
import { ensureDirectory } from './directory.ts'
import type { Finding, Made, Outcome, Role } from './finding.ts'
import { type Equality, ensureLink } from './link.ts'

/**
 * The reconciler: brings every home, target and link of a request to be, and refuses what diverges. It goes on
 * after a conflict with all that does not depend on it. The request must have been judged.
 */
export function* reconcile(request: Request, equality: Equality): Script<Outcome> {
  const made: Made[] = []
  const findings: Finding[] = []
  const ready = new Set<SharedLink>()
  for (const link of request.required) {
    const about = { home: null, name: link.name, target: link.target }
    const note = (role: Role, path: string) => made.push({ role, path, ...about })
    const obstacle = yield* ensureDirectory(link.target, 'target', note)
    if (obstacle === null) ready.add(link)
    else findings.push({ ...obstacle, ...about })
  }
  for (const home of request.homes) {
    const aboutHome = { home, name: null, target: null }
    const note = (role: Role, path: string) => made.push({ role, path, ...aboutHome })
    const ensureHome = () => ensureDirectory(home, 'home', note)
    for (const link of request.required) {
      const about = { home, name: link.name, target: link.target }
      const path = pathOfLink(home, link.name)
      const outcome = yield* ensureLink({
        path,
        target: link.target,
        targetIsReady: ready.has(link),
        equality,
        ensureHome,
      })
      if (outcome === 'made') made.push({ role: 'link', path, ...about })
      if (typeof outcome === 'string') continue
      if ('home' in outcome) {
        findings.push({ ...outcome.home, ...aboutHome })
        break
      }
      findings.push({ ...outcome.link, ...about })
    }
  }
  return { made, findings }
}

/** Where a home's link stands; a slash at the end of the home is not doubled. */
export function pathOfLink(home: string, name: string): string {
  return home.endsWith('/') ? `${home}${name}` : `${home}/${name}`
}
