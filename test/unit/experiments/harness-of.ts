import type { TempDir } from '../../../fixtures/temp/temp-dir.ts'
import { type Harness, harnessFor } from '../../../src/experiments/harness.ts'
import type { Subject } from '../../../src/subjects/subject.ts'

/** Returns a harness without a policy, in which the subject may write nothing as it likes. */
export function harnessOf(temp: TempDir, subject: Subject): Harness {
  return harnessFor(temp, subject, { equality: null, allow: new Map() })
}
