import type { Request } from '../../fixtures/deployment.ts'
import type { Script } from '../reconciler/call.ts'
import type { Outcome } from '../reconciler/finding.ts'
import { perform, run } from '../reconciler/perform.ts'
import { messageOf } from '../reconciler/wording.ts'
import { asUser, inProcess, type Subject } from './subject.ts'

/**
 * A subject that yields its system calls, as the built-in reconciler does.
 *
 * @example script('my reconciler', request => reconcile(request, 'exact'))
 */
export function script(name: string, start: (request: Request) => Script<Outcome>): Subject {
  return {
    name,
    ...inProcess(),
    run: async ({ request, user }) => {
      const { findings } = await asUser(user, () => run(start(request), perform))
      return {
        claim: findings.length === 0 ? 'success' : 'failure',
        named: findings.map(({ path }) => path),
        output: findings.map(messageOf).join('\n'),
        exit: null,
      }
    },
  }
}
