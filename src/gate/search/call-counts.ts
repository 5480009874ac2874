import type { Decision } from '../../subjects/interceptor.ts'
import type { Subject } from '../../subjects/subject.ts'

/** Before how many calls of a subject it was stopped, and what came of them. */
export interface Calls {
  readonly seen: number
  /** Those that were made to fail. */
  readonly failed: number
  /** Those before which it was killed. */
  readonly killed: number
}

/** The same subject, and the count of the calls before which its directors were asked so far. */
export function countCalls(subject: Subject): { readonly subject: Subject; readonly calls: Calls } {
  const calls = { seen: 0, failed: 0, killed: 0 }
  const note = (decision: Decision): Decision => {
    if (decision === 'kill') calls.killed += 1
    else if (decision !== 'continue') calls.failed += 1
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
          return decision instanceof Promise ? decision.then(note) : note(decision)
        },
        intercept,
      ),
  }
  return { subject: counted, calls }
}
