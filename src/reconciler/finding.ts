import type { Kind } from './call.ts'

/** Stable ids of what can be wrong. The last three are said of what a run would make. */
export type FindingCode =
  | 'home-not-directory'
  | 'target-not-directory'
  | 'target-dangling'
  | 'parent-not-directory'
  | 'divergent-link'
  | 'blocked-link'
  | 'unreadable'
  | 'not-created'
  | 'home-missing'
  | 'target-missing'
  | 'link-missing'

/** What a path ought to be. */
export type Role = 'home' | 'target' | 'parent' | 'link'

/** What stands at a path. */
export type There =
  | { readonly kind: 'nothing' }
  | { readonly kind: Exclude<Kind, 'symlink'> }
  | {
      readonly kind: 'symlink'
      readonly text: string
      readonly leadsTo: Kind | 'nothing' | 'a loop' | 'unknown'
    }
  | { readonly kind: 'unknown' }

/** One thing that is wrong, as data; `messageOf` and `remedyOf` word it. */
export interface Finding {
  readonly code: FindingCode
  readonly role: Role
  /** Absolute: what stands in the way, or what is missing. */
  readonly path: string
  /** The home that fails by it; null where every home does. */
  readonly home: string | null
  /** The link's name; null where it is not about one link. */
  readonly name: string | null
  /** The shared target that is meant; null where it is not about one target. */
  readonly target: string | null
  readonly there: There
  /** The errno name of the call that failed, for `unreadable` and `not-created`. */
  readonly cause?: string
}

/** One thing that a run made, or would make. */
export interface Made {
  readonly role: Role
  readonly path: string
  readonly home: string | null
  readonly name: string | null
  readonly target: string | null
}

/** What came of a run. */
export interface Outcome {
  readonly made: readonly Made[]
  readonly findings: readonly Finding[]
}
