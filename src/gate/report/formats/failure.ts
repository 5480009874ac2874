import { printableJson } from '../../../../fixtures/text/printable.ts'
import { shellWord } from '../../../../fixtures/text/shell-words.ts'
import type { CheckFormat, FormatName } from '../reporter.ts'
import { annotationOfFailure } from './github.ts'
import { htmlFailure } from './html.ts'
import { junitFailure } from './junit.ts'
import { sarifFailure } from './sarif.ts'

/**
 * Formats the error of a run without a verdict, in the format that a report was to have.
 *
 * @param name the verb of the command line.
 * @param message what is wrong; printable.
 */
export function formattedFailure(format: FormatName | CheckFormat, name: string, message: string): string {
  switch (format) {
    case 'text':
      return `error: ${message}\n`
    case 'json':
      return `${printableJson({ version: 1, ok: false, error: message })}\n`
    case 'junit':
      return junitFailure(name, message)
    case 'github':
      return annotationOfFailure(message)
    case 'sarif':
      return `${printableJson(sarifFailure(message))}\n`
    case 'html':
      return htmlFailure(message)
    case 'fix-script':
      return `#!/bin/sh\necho ${shellWord(`error: ${message}`)} >&2\nexit 2\n`
  }
}
