import type { Deployment } from '../../fixtures/deployment.ts'
import type { AnyLawId, LawId } from '../../src/laws/index.ts'
import type { Level } from '../../src/laws/law.ts'

/** A reconciler of the zoo: a file below test/zoo. */
export interface Specimen {
  /** A short description: `copies, then removes`. */
  readonly name: string
  /** Relative to test/zoo: `broken/copy-then-remove.sh`. Ends in .ts for one that runs in process. */
  readonly file: string
  /** The arguments after the file, in which `{request}` and `{homes}` are replaced. Default: none. */
  readonly args?: readonly string[]
  /** The public bug that it is modelled on, such as `anishathalye/dotbot#360`; null if there is none. */
  readonly after: string | null
  /** The homes and links that it makes. Default: two homes and the three default links. */
  readonly deployment?: Deployment
  /**
   * Whether it takes so long that it is searched, or judged under trouble, only where the table is made, and not in each CI
   * run.
   */
  readonly isSlow?: true
}

export interface Broken extends Specimen {
  /** The law that must find it. */
  readonly dies: LawId
  /**
   * The number of parts of the search, where it dies in the first of them. It saves time for those that die after most worlds
   * were tried. Default: the whole search.
   */
  readonly parts?: number
}

export interface Right extends Specimen {
  /** The highest level at which it is accused of nothing. */
  readonly level: Level
  /** Laws of higher levels that it is known to break. */
  readonly warnings: readonly AnyLawId[]
}

export function isInProcess({ file }: Specimen): boolean {
  return file.endsWith('.ts')
}

export function inProcess<B extends Specimen>(specimens: readonly B[]): B[] {
  return specimens.filter(isInProcess)
}

export function commands<B extends Specimen>(specimens: readonly B[]): B[] {
  return specimens.filter(specimen => !isInProcess(specimen))
}
