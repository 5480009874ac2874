import type { Request } from '../../fixtures/deployment.ts'
import { KILLED, type Report } from '../observation/report.ts'
import { kindOf, type Step } from '../observation/step.ts'
import type { Answer, Call, Script } from '../reconciler/call.ts'
import type { Outcome } from '../reconciler/finding.ts'
import { perform, run } from '../reconciler/perform.ts'
import { messageOf } from '../reconciler/wording.ts'
import type { Interceptor } from './interceptor.ts'
import { asUser, inProcess, type Subject } from './subject.ts'

/** A subject that yields its system calls. */
export interface ScriptSubject extends Subject {
  /** Begins it: every stage that there is can be given its calls. */
  readonly start: (request: Request) => Script<Outcome>
}

/**
 * A subject that yields its system calls, as the built-in reconciler does.
 *
 * @example script('my reconciler', request => reconcile(request, 'exact'))
 */
export function script(name: string, start: (request: Request) => Script<Outcome>): ScriptSubject {
  return {
    name,
    start,
    kind: 'script',
    ...inProcess(),
    stops: { by: 'stages' },
    run: async ({ request, user }) => reportOf(await asUser(user, () => run(start(request), perform))),
    runIntercepted: async ({ request, user, root }, interceptor) => {
      const outcome = await asUser(user, () => directed(start(request), interceptor, root))
      return outcome === 'killed' ? KILLED : reportOf(outcome)
    },
  }
}

/** What a script that ended has to say. */
export function reportOf({ findings }: Outcome): Report {
  return {
    claim: findings.length === 0 ? 'success' : 'failure',
    named: findings.map(({ path }) => path),
    output: findings.map(messageOf).join('\n'),
    exit: null,
  }
}

/** A call as a step; undefined where it is not on a path of the world. */
export function stepOf(call: Call, root: string): Step | undefined {
  if (!call.path.startsWith(`${root}/`)) return undefined
  const path = call.path.slice(root.length + 1)
  return { call: call.call, kind: kindOf(call.call), path, to: null, by: '' }
}

/** The stage that asks a director before each call: it crashes, fails or goes on as that says. */
async function directed(
  script: Script<Outcome>,
  interceptor: Interceptor,
  root: string,
): Promise<Outcome | 'killed'> {
  let next = script.next()
  while (next.done !== true) {
    const step = stepOf(next.value, root)
    const asked = step === undefined ? 'continue' : interceptor(step)
    const decision = asked instanceof Promise ? await asked : asked
    if (decision === 'kill') return 'killed'
    const answer: Answer = decision === 'continue' ? perform(next.value) : { errno: decision.errno }
    next = script.next(answer)
  }
  return next.value
}
