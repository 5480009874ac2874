import type { Request, SharedLink } from '../../fixtures/deployment.ts'
import { DEFAULT_LINKS } from '../../fixtures/deployment.ts'
import { quoted } from '../../fixtures/text/printable.ts'
import type { Finding, FindingCode, Made, Outcome, Role } from './finding.ts'
import type { Equality } from './link.ts'
import { perform, run } from './perform.ts'
import { reconcile } from './reconcile.ts'
import { rehearse } from './rehearse.ts'
import { RequestError, validateRequest } from './request/request.ts'
import { SharedLinksError } from './shared-links-error.ts'

/** The default shared root: the directory that holds the shared targets. */
export const DEFAULT_SHARED_ROOT = '/home/ubuntu'

/** The options of the reconciler's functions. */
export interface ReconcilerOptions {
  /** When a link counts as right. Default: `exact`. */
  readonly equality?: Equality
}

/** The result of a run without findings. */
export interface Report {
  /** The number of homes. */
  readonly homes: number
  /** The number of links in all homes. */
  readonly links: number
  /** In the order in which they were made. */
  readonly made: readonly Made[]
}

/** The result of a planned run: the entries that it would make, and the findings that it would throw. */
export interface Plan extends Report {
  readonly findings: readonly Finding[]
}

/**
 * Returns the three links that a coding agent's homes share: `session-env`, `file-history` and `projects`.
 *
 * @param sharedRoot the absolute path of the directory that holds the targets. Default: `DEFAULT_SHARED_ROOT`.
 * @throws RequestError when it is not an absolute path.
 * @example requiredShared('/srv/agents')[2] // { name: 'projects', target: '/srv/agents/.claude-projects-shared' }
 */
export function requiredShared(sharedRoot: string = DEFAULT_SHARED_ROOT): SharedLink[] {
  const given: unknown = sharedRoot
  // An empty path, as from an unset variable, would put the targets at the root of the file system.
  if (typeof given !== 'string' || !given.startsWith('/')) {
    const found = typeof given === 'string' ? quoted(given) : `a ${typeof given}`
    const message = `shared root: expected an absolute path, not ${found}`
    throw new RequestError([{ code: 'relative-target', message }])
  }
  const root = given.replace(/\/+$/u, '')
  return DEFAULT_LINKS.map(({ name, target }) => ({ name, target: `${root}/${target}` }))
}

/**
 * Creates the missing links of one home, with their targets and the home itself, on disk. It never removes, overwrites
 * or corrects an entry. It works like `ensureForAccounts` with one home.
 *
 * @param home an absolute path.
 * @param required the links that the home must have.
 * @returns what it made.
 * @throws RequestError when the request itself is wrong; then nothing was done.
 * @throws SharedLinksError that lists every finding; all that does not depend on a finding was made.
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
 * Creates the missing links of several homes, with their targets and the homes themselves, on disk. It never removes,
 * overwrites or corrects an entry. After a conflict it continues with all that does not depend on it, in every home.
 *
 * @param homes absolute paths, at least one.
 * @param required the links that every home must have, at least one.
 * @returns what it made.
 * @throws RequestError when the request itself is wrong; then nothing was done.
 * @throws SharedLinksError that lists every finding; all that does not depend on a finding was made.
 * @example ensureForAccounts(['/home/ubuntu/.claude-compte1', '/home/ubuntu/.claude-compte2'], requiredShared())
 */
export function ensureForAccounts(
  homes: readonly string[],
  required: readonly SharedLink[],
  options: ReconcilerOptions = {},
): Report {
  const request = validateRequest(homes, required, options)
  const outcome = run(reconcile(request, request.equality), perform)
  if (outcome.findings.length > 0) throw new SharedLinksError(outcome.findings, outcome.made, request.homes)
  return reportOf(request, outcome)
}

/**
 * Does what `ensureForAccounts` does, under its name in the Go original. In spite of that name, it writes.
 *
 * @example validateAll(['/home/ubuntu/.claude-compte1', '/home/ubuntu/.claude-compte2'], requiredShared())
 */
export const validateAll: typeof ensureForAccounts = ensureForAccounts

/**
 * Returns what `ensureForAccounts` would make and what it would refuse. It changes nothing, so it cannot find what only
 * an attempt can show: a missing permission to write, or a full disk.
 *
 * @throws RequestError when the request itself is wrong.
 * @example plan(['/home/ubuntu/.claude-compte1'], requiredShared()).made.map(({ path }) => path)
 */
export function plan(
  homes: readonly string[],
  required: readonly SharedLink[],
  options: ReconcilerOptions = {},
): Plan {
  const request = validateRequest(homes, required, options)
  const outcome = run(reconcile(request, request.equality), rehearse())
  return { ...reportOf(request, outcome), findings: outcome.findings }
}

/**
 * Returns every finding: each conflict, and each missing home, target or link. It changes nothing. An empty list means
 * that every home has every link.
 *
 * @throws RequestError when the request itself is wrong.
 * @example inspect(['/home/ubuntu/.claude-compte1'], requiredShared()).map(({ code, path }) => `${code}: ${path}`)
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
  // A missing parent is made together with its home or target, and is no finding of its own.
  parent: null,
}

function missing(made: Made): Finding[] {
  const code = MISSING[made.role]
  return code === null ? [] : [{ ...made, code, there: { kind: 'nothing' } }]
}

function reportOf({ homes, required }: Request, { made }: Outcome): Report {
  return { homes: homes.length, links: homes.length * required.length, made }
}
