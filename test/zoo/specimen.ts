import type { LawId } from '../../src/laws/index.ts'
import type { Level } from '../../src/laws/law.ts'

/** A reconciler of the zoo: a file below test/zoo. */
export interface Specimen {
  /** What it does, in a few words: `copies then removes`. */
  readonly name: string
  /** Relative to test/zoo: `broken/copy-then-remove.sh`. Ends in .ts for one that runs in process. */
  readonly file: string
  /** The arguments after the file; none unless given. `{request}` and `{homes}` are replaced. */
  readonly args?: readonly string[]
  /** The public bug that it is made after, such as `anishathalye/dotbot#360`; null for one of our own making. */
  readonly after: string | null
}

export interface Broken extends Specimen {
  /** The law that must find it. */
  readonly dies: LawId
  /** Whether it lives in all worlds but those that come last. */
  readonly diesLast?: boolean
}

export interface Right extends Specimen {
  /** The highest level at which it is accused of nothing. */
  readonly level: Level
  /** Laws of higher levels that it is known to break. */
  readonly warnings: readonly LawId[]
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
