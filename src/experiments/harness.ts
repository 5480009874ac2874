import picomatch from 'picomatch'
import type { Deployment } from '../../fixtures/deployment.ts'
import { type Given, NOTHING_GIVEN } from '../../fixtures/given/given.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { TempDir } from '../../fixtures/temp/temp-dir.ts'
import { type Comparison, withoutPaths } from '../damage/fate.ts'
import { changesIn } from '../observation/changes.ts'
import type { Equality } from '../observation/right.ts'
import type { Subject } from '../subjects/subject.ts'

/** A subject, the place for its worlds, and the policy by which it is judged. */
export interface Harness {
  readonly temp: TempDir
  readonly subject: Subject
  readonly equality: Equality
  /** The entries that every world holds before its own are put on top. */
  readonly given: Given
  /** The globs of the paths, relative to the root, that the subject may write as it likes. */
  readonly allow: ReadonlyMap<string, unknown>
  /** Whether the subject may write a path, relative to the root, as it likes. */
  readonly isAllowed: (path: string) => boolean
  /**
   * The record of each change of an intercepted run: the tree before it (`trees`), or also the process and the
   * script line behind it (`lines`). Default: neither, since each takes time.
   */
  readonly records?: 'trees' | 'lines'
  /** By how much the time limit of each run is multiplied. Default: 1. */
  readonly patience?: number
}

/** Puts a subject in a harness. */
export function harnessFor(
  temp: TempDir,
  subject: Subject,
  { equality, allow }: { readonly equality: Equality; readonly allow: ReadonlyMap<string, unknown> },
  given: Given = NOTHING_GIVEN,
): Harness {
  return {
    temp,
    subject,
    equality,
    given,
    allow,
    isAllowed: allow.size === 0 ? () => false : picomatch([...allow.keys()], { dot: true, flags: 's' }),
  }
}

/** Compares two trees, without the paths to ignore. */
export function changesOfConcern(
  { isIgnored }: { readonly isIgnored: (path: string) => boolean },
  deployment: Deployment,
  before: Snapshot,
  after: Snapshot,
): Comparison {
  const changes = withoutPaths(changesIn(before, after, deployment), isIgnored)
  return { ...changes, added: changes.added.filter(path => !isIgnored(path)) }
}
