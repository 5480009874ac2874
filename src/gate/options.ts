import type { Deployment } from '../../fixtures/deployment.ts'
import type { LawId } from '../laws/index.ts'
import type { Level } from '../laws/law.ts'
import type { Equality } from '../observation/right.ts'
import type { Shard } from './judge-options.ts'

/** What a gate is asked to judge, and how. Without a command, it judges the built-in reconciler. */
export interface GateOptions {
  /** The command line of the subject; null for the built-in reconciler. */
  readonly command: readonly string[] | null
  readonly deployment: Deployment
  readonly level: Level
  /** How many random worlds; null for as many as suit the subject. */
  readonly numRuns: number | null
  readonly seed: number
  /** The laws to judge; all where there are none. */
  readonly laws: readonly LawId[]
  /** Laws that are not asked of the subject, with the reason. */
  readonly waivers: ReadonlyMap<LawId, string>
  /** Globs, relative to the root, of what the subject may write as it likes. */
  readonly allow: readonly string[]
  readonly equality: Equality
  /** Which part of the worlds to try, counted from 1. */
  readonly shard: Shard | null
  /** Whether the smallest broken worlds are left on disk. */
  readonly keep: boolean
  /** Names of programs that do nothing. */
  readonly stub: readonly string[]
  /** Where the world is to appear; null for where it is. */
  readonly mount: string | null
  readonly sandbox: 'auto' | 'bwrap' | 'unshare' | 'none'
  readonly network: boolean
  /** Whether the report shows what the run came to. */
  readonly stats: boolean
  /** Whether a law that was not tested is an error. */
  readonly requireAll: boolean
  readonly timeoutSeconds: number
}

/** For one run of a command, where none is given. */
export const DEFAULT_TIMEOUT_SECONDS = 10
