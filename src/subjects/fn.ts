import type { SharedLink } from '../../fixtures/deployment.ts'
import { checkNameAndCode } from './check-arguments.ts'
import { inProcess, reportOfCall, withHome } from './in-process.ts'
import { cannotBeStopped, type Subject } from './subject.ts'
import { asUser } from './user.ts'

/**
 * A reconciler as a function. It fails by throwing, or by a promise that rejects; what it returns is ignored.
 *
 * @param homes absolute paths of the homes to link.
 * @param required the links that each home must have.
 * @param root the world's root.
 */
export type Provision = (homes: string[], required: SharedLink[], root: string) => unknown

/**
 * Makes a subject of any function of this process. It cannot be stopped between its system calls, so the laws about
 * crashes, faults and races do not apply to it: `port` makes a subject to which they do.
 *
 * `HOME` is the world's root while it runs. A message of more than 64 KiB is cut.
 *
 * @param name for messages and reports.
 * @throws TypeError when `name` is no text or `provision` no function.
 * @example
 * import { validateAll } from 'vitest-shared-links'
 *
 * const subject = fn('validateAll', (homes, required) => validateAll(homes, required))
 */
export function fn(name: string, provision: Provision): Subject {
  checkNameAndCode('fn', name, provision)
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
        asUser(user, () => reportOfCall(() => provision(request.homes, request.required, root))),
      ),
  }
}
