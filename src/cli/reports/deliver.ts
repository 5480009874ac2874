import { refusalToReplace, replaceFile } from '../../../fixtures/disk/replace-file.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import type { Reporter } from '../../gate/report/reporter.ts'
import { printCommands, printResult } from '../output.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Refuses files that could not be written, before a run that may take minutes.
 *
 * @throws UsageError that lists them.
 */
export function checkFiles(reporters: readonly Reporter<string>[]): void {
  refuse(reporters.map(({ file }) => (file === null ? null : problemWith(file, refusalToReplace(file)))))
}

/**
 * Delivers each report to its file, or to standard output.
 *
 * @param textFor returns a report's text.
 * @throws UsageError, after the others are delivered, for each that could not be.
 */
export async function deliver<Name extends string>(
  reporters: readonly Reporter<Name>[],
  textFor: (reporter: Reporter<Name>) => string | Promise<string>,
): Promise<void> {
  const problems: (string | null)[] = []
  for (const reporter of reporters) {
    const { file, format } = reporter
    const text = await textFor(reporter)
    if (file !== null) problems.push(problemWith(file, replaceFile(file, text)))
    else await (format === 'github' ? printCommands(text) : printResult(text))
  }
  refuse(problems)
}

function problemWith(file: string, refusal: string | null): string | null {
  return refusal === null ? null : `the report ${quoted(file)} cannot be written: ${refusal}`
}

function refuse(problems: readonly (string | null)[]): void {
  const found = problems.filter(problem => problem !== null)
  if (found.length > 0) throw new UsageError(found)
}
