import type { LawId } from '../../laws/index.ts'
import type { Level } from '../../laws/law.ts'
import type { Regression } from '../regressions.ts'
import type { CommandRun } from '../report/reproduction.ts'

/** What is to be judged in a run, and how. */
export interface Trial {
  readonly level: Level
  /** The laws to judge; all where there are none. */
  readonly laws: readonly LawId[]
  readonly waivers: ReadonlyMap<LawId, string>
  /** What broke a law before; of those worlds that are among the ones to try, their trouble is tried first. */
  readonly remembered?: readonly Regression[]
  /** Of the random orders of a race; 1 unless given. */
  readonly seed?: number
  /** For the script of a counterexample; null for a subject that is no command. */
  readonly command: CommandRun | null
  readonly onProgress: (line: string) => void
}
