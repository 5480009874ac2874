import type { RequestFlags } from './request-flags.ts'

/** The flags of `ensure`, parsed. */
export interface EnsureFlags extends RequestFlags {
  readonly dryRun?: boolean
}
