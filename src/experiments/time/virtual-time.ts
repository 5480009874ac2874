import type { Subject } from '../../subjects/subject.ts'

/**
 * Returns the same subject, whose sleeps take no time in runs without an interceptor either. Only commands sleep, and only
 * one that can be stopped can have its sleeps skipped.
 */
export function withVirtualTime(subject: Subject): Subject {
  if (subject.kind !== 'command' || subject.stops.by === 'none') return subject
  return {
    ...subject,
    run: job => subject.runIntercepted(job, () => 'continue', { intercept: 'none' }),
  }
}
