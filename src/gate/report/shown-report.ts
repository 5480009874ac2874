import { printable } from '../../../fixtures/text/printable.ts'
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

/** A subject of a config that could not be judged. */
export interface Unjudged {
  /** Its name in the config. */
  readonly name: string
  /** Why it has no verdict. Printable. */
  readonly error: string
}

/** The outcome of one subject: of the only one of a run, or of one of the subjects of a config. */
export type Outcome = ShownReport | Unjudged

/** Returns the name of a subject in its config; null where it has none. */
export function nameOf({ options }: Pick<ShownReport, 'options'>): string | null {
  return options.subjects[0] ?? null
}

/** Returns a text with the name of its subject before it: `rollback: keeps-data`; the text alone where the subject has none. */
export function withName(text: string, shown: Pick<ShownReport, 'options'>): string {
  const name = nameOf(shown)
  return name === null ? text : `${name}: ${text}`
}

/** Returns how a report calls its subject: `bash install.sh`, or `install (bash install.sh)`. Printable. */
export function titleOf(outcome: Outcome): string {
  return isUnjudged(outcome) ? outcome.name : subjectTitle(outcome.report.subject, outcome.options)
}

/** Returns the same for a subject and its options. */
export function subjectTitle(subject: string, options: GateOptions): string {
  const name = nameOf({ options })
  return name === null ? printable(subject) : `${name} (${printable(subject)})`
}

/** Returns whether a subject has no verdict. */
export function isUnjudged(outcome: Outcome): outcome is Unjudged {
  return 'error' in outcome
}

/** Returns whether a subject has a verdict, and breaks no law that fails the run. */
export function isOk(outcome: Outcome): boolean {
  return !isUnjudged(outcome) && outcome.report.ok
}

/** Returns the reports on those subjects that have a verdict. */
export function reportsIn(outcomes: readonly Outcome[]): ShownReport[] {
  return outcomes.flatMap(outcome => (isUnjudged(outcome) ? [] : [outcome]))
}

/** Returns the path of a file in the repository; null for a file elsewhere, which its tools do not know. */
export function repositoryPath(file: string | null | undefined, { directory }: ShownReport): string | null {
  if (file == null || file.startsWith('/')) return null
  return directory === '' ? file : `${directory}/${file}`
}
