import type { SharedLink } from '../../fixtures/deployment.ts'
import { reportOf, withHome } from './in-process.ts'
import { asUser, cannotBeStopped, inProcess, type Subject } from './subject.ts'

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
    kind: 'in-process',
    ...inProcess(),
    stops: {
      by: 'none',
      verdict: 'not-applicable',
      why: 'a function cannot be stopped between its calls: write it as a port, or judge it as a command',
    },
    runIntercepted: cannotBeStopped,
    run: ({ request, root, user }) =>
      withHome(root, () =>
        asUser(user, () => reportOf(() => provision(request.homes, request.required, root))),
      ),
  }
}
