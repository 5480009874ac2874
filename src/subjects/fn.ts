import type { SharedLink } from '../../fixtures/deployment.ts'
import type { Report } from './report.ts'
import { asUser, inProcess, type Subject } from './subject.ts'

/** A reconciler as a function: it throws, or rejects, where it fails. */
export type Provision = (homes: readonly string[], required: readonly SharedLink[], root: string) => unknown

/**
 * A subject that is a function of this process. While it runs, `HOME` is the world's root, so that what looks for
 * the user's home does not find the real one.
 *
 * @example fn('provision', (homes, required) => provision(homes, required))
 */
export function fn(name: string, provision: Provision): Subject {
  return {
    name,
    ...inProcess(),
    run: ({ request, root, user }) =>
      withHome(root, () =>
        asUser(user, () => reportOf(() => provision(request.homes, request.required, root))),
      ),
  }
}

async function reportOf(act: () => unknown): Promise<Report> {
  try {
    await act()
    return { claim: 'success', named: null, output: '', exit: null }
  } catch (error) {
    return { claim: 'failure', named: namedBy(error), output: shown(error), exit: null }
  }
}

/** What was thrown, which may be anything. */
function shown(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    return 'something that cannot be shown'
  }
}

/** The paths of an error's findings, for whatever error has some. */
function namedBy(error: unknown): string[] | null {
  if (!(error instanceof Error) || !('findings' in error) || !Array.isArray(error.findings)) return null
  return error.findings.flatMap((finding: unknown) =>
    typeof finding === 'object' && finding !== null && 'path' in finding && typeof finding.path === 'string'
      ? [finding.path]
      : [],
  )
}

async function withHome<T>(root: string, act: () => Promise<T>): Promise<T> {
  const home = process.env['HOME']
  process.env['HOME'] = root
  try {
    return await act()
  } finally {
    if (home === undefined) delete process.env['HOME']
    else process.env['HOME'] = home
  }
}
