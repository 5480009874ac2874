import { types } from 'node:util'
import type { Request } from '../../fixtures/deployment.ts'
import { KILLED, type Report } from '../observation/report.ts'
import { kindOf, type Step } from '../observation/step.ts'
import type { Answer, Call, Script } from '../reconciler/call.ts'
import type { Outcome } from '../reconciler/finding.ts'
import { perform, run } from '../reconciler/perform.ts'
import { messageOf } from '../reconciler/wording.ts'
import { checkNameAndCode } from './check-arguments.ts'
import { inProcess } from './in-process.ts'
import { errnoIn, type Interceptor } from './interceptor.ts'
import { cutOutput } from './output-limit.ts'
import type { Job, Subject } from './subject.ts'
import { asUser } from './user.ts'

/** A subject that yields its system calls, so that they can be performed, failed, or interleaved with others. */
export interface ScriptSubject extends Subject {
  /** Starts the generator. Any stage may answer its calls. */
  readonly start: (request: Request) => Script<Outcome>
}

/**
 * Makes a subject of a generator that yields its system calls, as the built-in reconciler is. It fails by returning
 * findings; when it throws, the run rejects.
 *
 * @param name for messages and reports.
 * @param start returns a generator for one request.
 * @throws TypeError when `name` is no text or `start` no function.
 * @example
 * import { reconcile, script } from 'vitest-shared-links/properties'
 *
 * const subject = script('the built-in reconciler', request => reconcile(request, 'exact'))
 */
export function script(name: string, start: (request: Request) => Script<Outcome>): ScriptSubject {
  checkNameAndCode('script', name, start)
  return {
    name,
    start,
    kind: 'script',
    ...inProcess(),
    stops: { by: 'stages' },
    run: async job =>
      reportOf(await asUser(job.user, () => run(start(job.request), call => performIn(job, call)))),
    runIntercepted: async (job, interceptor) => {
      const outcome = await asUser(job.user, () => runIntercepted(start(job.request), interceptor, job))
      return outcome === 'killed' ? KILLED : reportOf(outcome)
    },
  }
}

/** Returns the report of a script that has ended. */
export function reportOf({ findings }: Outcome): Report {
  return {
    claim: findings.length === 0 ? 'success' : 'failure',
    named: findings.map(({ path }) => path),
    output: cutOutput(findings.map(messageOf).join('\n')),
    exit: null,
  }
}

/** Returns a call as a step; undefined for a call on a path outside the root. */
export function stepOf(call: Call, root: string): Step | undefined {
  if (!call.path.startsWith(`${root}/`)) return undefined
  const path = call.path.slice(root.length + 1)
  return { call: call.call, kind: kindOf(call.call), path, to: null, by: '' }
}

/** Performs a call, and tells the harness if it has made something. */
function performIn({ onMade = () => {} }: Job, call: Call): Answer {
  const answer = perform(call)
  if ('done' in answer) onMade(call)
  return answer
}

/** The stage that performs each call, fails it, or kills the script before it, as the interceptor decides. */
async function runIntercepted(
  script: Script<Outcome>,
  interceptor: Interceptor,
  job: Job,
): Promise<Outcome | 'killed'> {
  let next = script.next()
  while (next.done !== true) {
    const step = stepOf(next.value, job.root)
    const answered = step === undefined ? 'continue' : interceptor(step)
    const decision = types.isPromise(answered) ? await answered : answered
    if (decision === 'kill') return 'killed'
    const errno = errnoIn(decision)
    const answer: Answer = errno === null ? performIn(job, next.value) : { errno }
    next = script.next(answer)
  }
  return next.value
}
