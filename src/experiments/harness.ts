import picomatch from 'picomatch'
import type { TempDir } from '../../fixtures/temp.ts'
import type { Comparison } from '../damage/fate.ts'
import type { Equality } from '../observation/right.ts'
import type { Subject } from '../subjects/subject.ts'

/** Where and how the worlds of one run are tried. */
export interface Harness {
  readonly temp: TempDir
  readonly subject: Subject
  readonly equality: Equality
  /** Paths, relative to the root, that the subject may write as it likes. */
  readonly isAllowed: (path: string) => boolean
  /**
   * What is recorded of each change of an intercepted run: the tree before it (`trees`), and the process and the line of
   * a shell script that make it, too (`lines`). Default: neither, since each costs time.
   */
  readonly records?: 'trees' | 'lines'
}

/** A comparison without what the subject was allowed to do. */
export function withoutAllowed(changes: Comparison, { isAllowed }: Harness): Comparison {
  return {
    fates: new Map([...changes.fates].filter(([path]) => !isAllowed(path))),
    added: changes.added.filter(path => !isAllowed(path)),
    orphans: new Map([...changes.orphans].filter(([path]) => !isAllowed(path))),
  }
}

/** A subject, and where to try it. */
export function harnessFor(
  temp: TempDir,
  subject: Subject,
  { equality, allow }: { readonly equality: Equality; readonly allow: readonly string[] },
): Harness {
  return {
    temp,
    subject,
    equality,
    isAllowed: allow.length === 0 ? () => false : picomatch([...allow], { dot: true, flags: 's' }),
  }
}
