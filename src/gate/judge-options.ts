import type { Deployment } from '../../fixtures/deployment.ts'
import type { Part } from '../experiments/part.ts'
import type { AnyLawId, LawId } from '../laws/index.ts'
import type { Level } from '../laws/law.ts'
import type { OwnLaw } from '../laws/own-law.ts'
import type { GivenPaths, GivenWaivers } from './options/gate-config.ts'
import type { Regression } from './regressions.ts'

/** How to judge a subject. The gate and a test suite use the same options. */
export interface JudgeOptions {
  /**
   * The homes and links, relative to the world's root. Default: `.claude-compte1`, `.claude-compte2`, and the three
   * default links.
   */
  readonly deployment?: Deployment
  /** The highest level whose broken laws fail the run; above it they are warnings. Default: `safe`. */
  readonly level?: Level
  /**
   * The number of worlds to try after every small state: two thirds are bred from those in which the subject does
   * something new, and the rest are random. Default: 1100 in process, 120 for a command.
   */
  readonly numRuns?: number
  /** The seed of the random worlds: the same seed draws the same ones. Default: 1. */
  readonly seed?: number
  /** The laws of this package to judge. Default: all. */
  readonly laws?: readonly LawId[]
  /** Laws of your own, made by `lawOf`, to judge besides. Default: none. */
  readonly ownLaws?: readonly OwnLaw[]
  /**
   * The laws, or kinds of loss (`keeps-data:orphaned`), that are waived, each with the reason, or with `{ reason, until }`. After
   * the day `until` (`YYYY-MM-DD`, UTC), the waiver is an error. Default: none.
   */
  readonly waive?: GivenWaivers
  /**
   * Globs, relative to the world's root, of the paths that the subject may write as it likes: a list, or a table of globs and
   * reasons as for `waive`. Default: none.
   */
  readonly allow?: GivenPaths
  /**
   * When a link counts as right. Default: either, so a subject may accept or refuse a link with another text that leads
   * to the target.
   */
  readonly equality?: 'exact' | 'resolved'
  /**
   * A directory whose entries are copied into every world before it is perturbed. Default: none.
   */
  readonly given?: string
  /** Whether the homes are there beforehand: then no world without them is tried. Default: false. */
  readonly homesExist?: boolean
  /** The files of captured machines to try first, or globs of such files. Default: none. */
  readonly machines?: readonly string[]
  /** One of several samples of the worlds: a quick look that finds less. Default: all worlds. */
  readonly sample?: Part
  /** The share of the runs to judge: all shares together judge what one run does. Default: all runs. */
  readonly shard?: Part
  /** Violations from earlier runs, whose worlds are tried first. Default: none. */
  readonly remembered?: readonly Regression[]
  /** Whether a law that cannot be tested is an error. Default: false. */
  readonly requireAll?: boolean
  /** Whether to leave the smallest world of each broken law on disk. Default: false. */
  readonly keep?: boolean
  /** Whether to end the search at the first violation that fails the run. The other laws are then not tested. Default: false. */
  readonly bail?: boolean
  /**
   * The seconds after which the search ends. Violations that were found stay found. Laws that the search has not finished are then
   * not tested: the only case in which a verdict depends on the machine. Default: no limit.
   */
  readonly budgetSeconds?: number
  /**
   * Receives one line at a time on the progress of the run, with the steps that are done where they can be counted. Default:
   * nothing is called.
   */
  readonly onProgress?: (line: string, steps?: Steps) => void
  /**
   * Receives each law that fails the run when it is first broken, and again when it is broken worse, with a sentence on how.
   * The world is not shrunk yet. Default: nothing is called.
   */
  readonly onViolation?: (law: AnyLawId, summary: string) => void
}

/** How many of the worlds of one phase are done. */
export interface Steps {
  readonly done: number
  readonly total: number
}

/** The default seed. It is fixed, so that the same commit gets the same verdict. */
export const DEFAULT_SEED = 1
