import { types } from 'node:util'
import { type Decision, errnoIn } from '../../subjects/interceptor.ts'
import type { Subject } from '../../subjects/subject.ts'

/** The number of calls before which a subject was stopped, and their outcomes. */
export interface Calls {
  readonly seen: number
  /** Of those, the calls that failed by injection. */
  readonly failed: number
  /** Of those, the calls before which the subject was killed. */
  readonly killed: number
  /** Of those, the calls before which a signal was sent. */
  readonly signalled: number
}

/** Returns the sum of two counts. */
export function sumOfCalls(one: Calls, other: Calls): Calls {
  return {
    seen: one.seen + other.seen,
    failed: one.failed + other.failed,
    killed: one.killed + other.killed,
    signalled: one.signalled + other.signalled,
  }
}

export const NO_CALLS: Calls = { seen: 0, failed: 0, killed: 0, signalled: 0 }

/** Returns the same subject, with a live count of the calls before which its interceptors ran. */
export function countCalls(subject: Subject): { readonly subject: Subject; readonly calls: Calls } {
  const calls = { ...NO_CALLS }
  const count = (decision: Decision): Decision => {
    if (decision === 'kill') calls.killed += 1
    else if (errnoIn(decision) !== null) calls.failed += 1
    else if (decision !== 'continue') calls.signalled += 1
    return decision
  }
  const counted: Subject = {
    ...subject,
    runIntercepted: (job, interceptor, intercept) =>
      subject.runIntercepted(
        job,
        step => {
          calls.seen += 1
          const decision = interceptor(step)
          return types.isPromise(decision) ? decision.then(count) : count(decision)
        },
        intercept,
      ),
  }
  return { subject: counted, calls }
}
