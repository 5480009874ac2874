import type { TempDir } from '../../fixtures/temp.ts'
import type { Lab } from '../../src/experiments/lab.ts'
import type { Subject } from '../../src/subjects/subject.ts'

/** Where a subject is tried: a temp directory, no policy, and nothing allowed. */
export function labOf(temp: TempDir, subject: Subject): Lab {
  return { temp, subject, equality: null, isAllowed: () => false }
}
