import type { Request, SharedLink } from '../../fixtures/deployment.ts'
import { DEFAULT_LINKS } from '../../fixtures/deployment.ts'
import { quoted } from '../../fixtures/text/printable.ts'
import type { Finding, FindingCode, Made, Outcome, Role } from './finding.ts'
import type { Equality } from './link.ts'
import { perform, run } from './perform.ts'
import { reconcile } from './reconcile.ts'
import { rehearse } from './rehearse.ts'
import { judgeRequest, RequestError } from './request.ts'
import { SharedLinksError } from './shared-links-error.ts'

/** Where the shared targets live unless another shared root is given. */
export const DEFAULT_SHARED_ROOT = '/home/ubuntu'

export interface ReconcilerOptions {
  /** When a link counts as right; `exact` unless given. */
  readonly equality?: Equality
}

/** What a run made, or would make. */
export interface Report {
  /** How many homes and how many links of all homes were looked at. */
  readonly homes: number
  readonly links: number
  readonly made: readonly Made[]
}

/** What a run would make, and what it would refuse. */
export interface Plan extends Report {
  readonly findings: readonly Finding[]
}

/**
 * The three links that a coding agent's homes share: `session-env`, `file-history` and `projects`.
 *
 * @param sharedRoot the absolute directory that holds the targets.
 * @throws RequestError when it is no absolute path.
 * @example requiredShared('/srv/agents')[2] // { name: 'projects', target: '/srv/agents/.claude-projects-shared' }
 */
export function requiredShared(sharedRoot: string = DEFAULT_SHARED_ROOT): SharedLink[] {
  const given: unknown = sharedRoot
  // An empty one, such as a variable that is not set, would put the targets at the root of the file system.
  if (typeof given !== 'string' || !given.startsWith('/')) {
    const found = typeof given === 'string' ? quoted(given) : `a ${typeof given}`
    const message = `shared root: expected an absolute path, not ${found}`
    throw new RequestError([{ code: 'relative-target', message }])
  }
  const root = given.replace(/\/+$/u, '')
  return DEFAULT_LINKS.map(({ name, target }) => ({ name, target: `${root}/${target}` }))
}

/**
 * Brings one home to have its links: creates what is missing, refuses what diverges, and never removes or
 * overwrites. It writes to the disk.
 *
 * @returns what it made.
 * @throws RequestError when the request itself is wrong; nothing was done.
 * @throws SharedLinksError that lists everything that could not be brought about.
 * @example ensureForAccount('/home/ubuntu/.claude-compte1', requiredShared())
 */
export function ensureForAccount(
  home: string,
  required: readonly SharedLink[],
  options: ReconcilerOptions = {},
): Report {
  return ensureForAccounts([home], required, options)
}

/**
 * Brings several homes to have their links, going on after a conflict with all that does not depend on it. It
 * writes to the disk.
 *
 * @returns what it made.
 * @throws RequestError when the request itself is wrong; nothing was done.
 * @throws SharedLinksError that lists everything that could not be brought about, in every home.
 * @example ensureForAccounts(['/home/ubuntu/.claude-compte1', '/home/ubuntu/.claude-compte2'], requiredShared())
 */
export function ensureForAccounts(
  homes: readonly string[],
  required: readonly SharedLink[],
  options: ReconcilerOptions = {},
): Report {
  const request = judgeRequest(homes, required, options)
  const outcome = run(reconcile(request, request.equality), perform)
  if (outcome.findings.length > 0) throw new SharedLinksError(outcome.findings, outcome.made, request.homes)
  return reportOf(request, outcome)
}

/** `ensureForAccounts` under the name that it has in the Go original. */
export const validateAll: typeof ensureForAccounts = ensureForAccounts

/**
 * What `ensureForAccounts` would make and refuse, with nothing changed. It cannot know what only the attempt tells: a
 * missing permission to write, a full disk.
 *
 * @throws RequestError when the request itself is wrong.
 * @example plan(homes, requiredShared()).made.map(({ path }) => path)
 */
export function plan(
  homes: readonly string[],
  required: readonly SharedLink[],
  options: ReconcilerOptions = {},
): Plan {
  const request = judgeRequest(homes, required, options)
  const outcome = run(reconcile(request, request.equality), rehearse())
  return { ...reportOf(request, outcome), findings: outcome.findings }
}

/**
 * All that keeps a request from being met now: every conflict, and everything that is missing. Nothing is changed.
 *
 * @throws RequestError when the request itself is wrong.
 * @example inspect(homes, requiredShared()).length === 0 // all is right
 */
export function inspect(
  homes: readonly string[],
  required: readonly SharedLink[],
  options: ReconcilerOptions = {},
): readonly Finding[] {
  const { made, findings } = plan(homes, required, options)
  return [...made.flatMap(missing), ...findings]
}

const MISSING: Readonly<Record<Role, FindingCode | null>> = {
  home: 'home-missing',
  target: 'target-missing',
  link: 'link-missing',
  // Whoever makes what is missing makes its parents.
  parent: null,
}

function missing(made: Made): Finding[] {
  const code = MISSING[made.role]
  return code === null ? [] : [{ ...made, code, there: { kind: 'nothing' } }]
}

function reportOf({ homes, required }: Request, { made }: Outcome): Report {
  return { homes: homes.length, links: homes.length * required.length, made }
}
