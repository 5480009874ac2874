import type { JudgeReport } from '../judge-report.ts'
import type { GateOptions } from '../options.ts'

/** A report of the gate, with what a format shows besides. */
export interface ShownReport {
  readonly report: JudgeReport
  readonly options: GateOptions
  /** Whether the violations that fail the run are remembered, so that `replay` can run them. */
  readonly isRemembered: boolean
  /** The working directory, relative to the root of the repository; empty where they are the same. */
  readonly directory: string
}

/** Returns the path of a file in the repository; null for a file elsewhere, which its tools do not know. */
export function repositoryPath(file: string | null | undefined, { directory }: ShownReport): string | null {
  if (file == null || file.startsWith('/')) return null
  return directory === '' ? file : `${directory}/${file}`
}
