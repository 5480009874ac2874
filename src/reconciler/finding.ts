import type { LinkKind } from '../../fixtures/deployment.ts'
import type { Kind } from './call.ts'

/**
 * The stable ids of all kinds of findings. The last three are for what a run would make, and `target-missing` also for a file
 * that a link of kind `file` leads to, which no run makes.
 */
export const FINDING_CODES = [
  'home-not-directory',
  'target-not-directory',
  'target-not-file',
  'target-dangling',
  'parent-not-directory',
  'divergent-link',
  'blocked-link',
  'unreadable',
  'not-created',
  'home-missing',
  'target-missing',
  'link-missing',
] as const

/** The stable id of a kind of finding. */
export type FindingCode = (typeof FINDING_CODES)[number]

/** The part of a request that a path should be. A `parent` is a directory above a home or target. */
export type Role = 'home' | 'target' | 'parent' | 'link'

/** The entry at a path. */
export type There =
  | { readonly kind: 'nothing' }
  | { readonly kind: Exclude<Kind, 'symlink'> }
  | {
      readonly kind: 'symlink'
      /** The symlink's own text. */
      readonly text: string
      readonly leadsTo: Kind | 'nothing' | 'a loop' | 'unknown'
    }
  | { readonly kind: 'unknown' }

/** One entry that a run made, or would make. */
export interface Made {
  readonly role: Role
  /** The absolute path of the entry: in a finding, of the obstacle or of the missing entry. */
  readonly path: string
  /** The home that it concerns; null where it concerns every home. */
  readonly home: string | null
  /** The link's name; null where it does not concern one link. */
  readonly name: string | null
  /** The shared target; null where it does not concern one target. */
  readonly target: string | null
  /** The kind of the link. Default: `directory`, and where it does not concern one link. */
  readonly kind?: LinkKind | undefined
}

/** One thing that is wrong, as data. `messageOf` puts it into words, `remedyOf` returns commands that resolve it. */
export interface Finding extends Made {
  readonly code: FindingCode
  /** The entry at the path now. */
  readonly there: There
  /** The errno name of the call that failed, for `unreadable` and `not-created`. */
  readonly cause?: string
}

/** The result of a run. */
export interface Outcome {
  readonly made: readonly Made[]
  readonly findings: readonly Finding[]
}
