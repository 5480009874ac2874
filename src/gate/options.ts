import type { Deployment } from '../../fixtures/deployment.ts'
import type { LawId } from '../laws/index.ts'
import type { Level } from '../laws/law.ts'
import type { Equality } from '../observation/right.ts'
import type { Regression } from './regressions.ts'

/** How a subject is to be judged, whoever asks: the gate or a test suite. */
export interface Judging {
  /** The command line of the subject; null for one that is no command. */
  readonly command: readonly string[] | null
  readonly deployment: Deployment
  readonly level: Level
  /** How many random worlds; null for as many as suit the subject. */
  readonly runs: number | null
  readonly seed: number | null
  /** The laws to judge; all where there are none. */
  readonly laws: readonly LawId[]
  /** Laws that are not asked of the subject, with the reason. */
  readonly waivers: ReadonlyMap<LawId, string>
  /** Globs, relative to the root, of what the subject may write as it likes. */
  readonly allow: readonly string[]
  /** Names of programs that do nothing; none unless given. */
  readonly stub?: readonly string[]
  /** Whether the subject may reach the network from its sandbox; not unless given. */
  readonly network?: boolean
  readonly equality: Equality
  /** Which part of the worlds to try, counted from 1. */
  readonly shard: { readonly index: number; readonly count: number } | null
  /** Worlds that broke a law before, to be tried first; none unless given. */
  readonly remembered?: readonly Regression[]
  /** Whether the smallest broken worlds are left on disk. */
  readonly keep: boolean
}

/** What a gate is asked to judge, and how. Without a command, it judges the built-in reconciler. */
export interface GateOptions extends Judging {
  readonly stub: readonly string[]
  /** Where the world is to appear; null for where it is. */
  readonly mount: string | null
  readonly sandbox: 'auto' | 'bwrap' | 'unshare' | 'none'
  readonly network: boolean
  /** Whether the report shows what the run came to. */
  readonly stats: boolean
  /** Whether a law that was not tested is an error. */
  readonly requireAll: boolean
  /** In seconds, for one run of the command. */
  readonly timeoutSeconds: number
}

/** The seed where none is given: the same commit gets the same verdict. */
export const DEFAULT_SEED = 1

/** In seconds, for one run of a command, where none is given. */
export const DEFAULT_TIMEOUT_SECONDS = 10
