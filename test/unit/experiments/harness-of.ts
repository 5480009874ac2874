import { NOTHING_GIVEN } from '../../../fixtures/given/given.ts'
import type { TempDir } from '../../../fixtures/temp/temp-dir.ts'
import type { Harness } from '../../../src/experiments/harness.ts'
import type { Subject } from '../../../src/subjects/subject.ts'

/** Returns a harness without a policy, in which the subject may write nothing as it likes. */
export function harnessOf(temp: TempDir, subject: Subject): Harness {
  return { temp, subject, equality: null, given: NOTHING_GIVEN, isAllowed: () => false }
}
