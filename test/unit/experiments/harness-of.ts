import type { TempDir } from '../../../fixtures/temp.ts'
import type { Harness } from '../../../src/experiments/harness.ts'
import type { Subject } from '../../../src/subjects/subject.ts'

/** Where a subject is tried: a temp directory, no policy, and nothing allowed. */
export function labOf(temp: TempDir, subject: Subject): Harness {
  return { temp, subject, equality: null, isAllowed: () => false }
}
