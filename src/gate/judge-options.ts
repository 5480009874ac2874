import { DEFAULT_DEPLOYMENT, type Deployment } from '../../fixtures/deployment.ts'
import { LAW_IDS, type LawId } from '../laws/index.ts'
import type { Level } from '../laws/law.ts'
import type { Equality } from '../observation/right.ts'
import type { Regression } from './regressions.ts'

/** How a subject is judged, by the gate and by a test suite alike. */
export interface JudgeOptions {
  /**
   * The homes and links, relative to the world's root. Default: `.claude-compte1`, `.claude-compte2`, and the three
   * default links.
   */
  readonly deployment?: Deployment
  /** A broken law above it is a warning. Default: `safe`. */
  readonly level?: Level
  /** How many random worlds, besides every small state. Default: 1100 in process, 80 for a command. */
  readonly numRuns?: number
  /** Which random worlds; the same seed gives the same worlds. Default: 1. */
  readonly seed?: number
  /** The laws to judge. Default: all. */
  readonly laws?: readonly LawId[]
  /** Laws that are not asked of the subject, by id, with the reason. Default: none. */
  readonly waive?: Partial<Readonly<Record<LawId, string>>>
  /** Globs, relative to the world's root, of what the subject may write. Default: none. */
  readonly allow?: readonly string[]
  /**
   * When a link counts as right. Default: either will do, since a subject may refuse another text that leads to the
   * target, and may accept it.
   */
  readonly equality?: Exclude<Equality, null>
  /** Which part of the worlds to try, counted from 1. Default: all of them. */
  readonly shard?: Shard
  /** Violations found before, whose worlds are tried first. Default: none. */
  readonly remembered?: readonly Regression[]
  /** Whether a law that cannot be tested is an error. Default: false. */
  readonly requireAll?: boolean
  /** Whether the smallest world of each broken law is left on disk. Default: false. */
  readonly keep?: boolean
  /** Called with one line that says how far it is. */
  readonly onProgress?: (line: string) => void
}

/** The `index`-th of `count` parts. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/** The seed where none is given: the same commit gets the same verdict. */
export const DEFAULT_SEED = 1

/** The options with every default filled in. */
export interface SettledOptions
  extends Omit<Required<JudgeOptions>, 'numRuns' | 'equality' | 'shard' | 'waive'> {
  readonly numRuns: number | null
  readonly equality: Equality
  readonly shard: Shard | null
  readonly waivers: ReadonlyMap<LawId, string>
}

/** Fills in the defaults. */
export function settled({ numRuns, equality, shard, waive = {}, ...options }: JudgeOptions): SettledOptions {
  return {
    deployment: DEFAULT_DEPLOYMENT,
    level: 'safe',
    seed: DEFAULT_SEED,
    laws: [],
    allow: [],
    remembered: [],
    requireAll: false,
    keep: false,
    onProgress: () => {},
    ...options,
    numRuns: numRuns ?? null,
    equality: equality ?? null,
    shard: shard ?? null,
    waivers: new Map(LAW_IDS.flatMap(id => (waive[id] === undefined ? [] : [[id, waive[id]] as const]))),
  }
}
