import { plainLink, type Request, type SharedLink } from '../../fixtures/deployment.ts'
import { linkRead, type ReadLink, type Script } from './call.ts'
import { ensureDirectory } from './directory.ts'
import { requireFile } from './file.ts'
import type { Finding, Made, Outcome, Role } from './finding.ts'
import { type Equality, ensureLink, isText } from './link.ts'
import { ownRoles } from './own-role.ts'
import { cleanPath, entryPath } from './path.ts'

/**
 * The reconciler as a script: makes every missing home, target and link of a valid request, and refuses every conflict.
 * After a conflict it continues with all that does not depend on it.
 *
 * @example const subject = script('the built-in reconciler', request => reconcile(request, 'exact'))
 */
export function* reconcile(request: Request, equality: Equality): Script<Outcome> {
  const made: Made[] = []
  const ownRole = ownRoles(request)
  let findings: Finding[] = []
  // An entry that was made later in a pass can resolve an earlier finding (a dangling home that leads to another home),
  // or cause a new one. Without another pass, the findings would depend on the order of the homes, and a second run
  // would report others.
  for (let passes = request.homes.length + request.required.length; passes > 0; passes -= 1) {
    const before = made.length
    findings = []
    yield* goThrough({ request, equality, ownRole, made, findings, ready: new Set() })
    if (made.length === before || findings.length === 0) break
  }
  return { made, findings }
}

/** A pass over a request: what it is asked for, and what it has made and found so far. */
interface Pass {
  readonly request: Request
  readonly equality: Equality
  /** Gives a made entry its own role. */
  readonly ownRole: (made: Made) => Made
  readonly made: Made[]
  readonly findings: Finding[]
  /** The names of the links whose targets are directories, or files where they should be. */
  readonly ready: Set<string>
}

function* goThrough(pass: Pass): Script<void> {
  const { homes, required } = pass.request
  for (const link of required) yield* ensureTarget(pass, link)
  for (const home of homes) {
    const directory = cleanPath(home)
    for (const link of required) {
      // Most links are right, so a right link costs this call and little else, not even a generator.
      const read = linkRead(yield { call: 'readlink', path: entryPath(directory, link.name) })
      if (isText(read, link.target)) continue
      const isHomeThere = yield* ensureOtherLink(pass, { home, directory, link, read })
      if (!isHomeThere) break
    }
  }
}

function* ensureTarget({ ownRole, made, findings, ready }: Pass, link: SharedLink): Script<void> {
  const about = { home: null, ...plainLink(link) }
  const note = (role: Role, path: string) => made.push(ownRole({ role, path, ...about }))
  const path = cleanPath(link.target)
  const obstacle = yield* link.kind === 'file' ? requireFile(path) : ensureDirectory(path, 'target', note)
  if (obstacle === null) ready.add(link.name)
  else findings.push({ ...obstacle, ...about })
}

/** One link of one home, and what the first look found at its path. */
interface FirstLook {
  readonly home: string
  /** The home's clean path. */
  readonly directory: string
  readonly link: SharedLink
  readonly read: ReadLink
}

/** Ensures a link that was not right at the first look. Returns false if its home is no directory. */
function* ensureOtherLink(pass: Pass, { home, directory, link, read }: FirstLook): Script<boolean> {
  const { ownRole, equality, made, findings, ready } = pass
  const { name, target, kind = 'directory' } = link
  const about = { home, ...plainLink(link) }
  const path = entryPath(directory, name)
  const aboutHome = { home, name: null, target: null }
  const note = (role: Role, at: string) => made.push(ownRole({ role, path: at, ...aboutHome }))
  const ensureHome = () => ensureDirectory(directory, 'home', note)
  const task = { path, target, kind, targetIsReady: ready.has(name), equality, ensureHome }
  const outcome = yield* ensureLink(task, read)
  if (outcome === 'made') made.push({ role: 'link', path, ...about })
  if (typeof outcome === 'string') return true
  if ('home' in outcome) {
    findings.push({ ...outcome.home, ...aboutHome })
    return false
  }
  findings.push({ ...outcome.link, ...about })
  return true
}
