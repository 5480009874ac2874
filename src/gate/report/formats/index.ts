import type { Colors } from '../../../../fixtures/text/colors.ts'
import { printableJson } from '../../../../fixtures/text/printable.ts'
import type { FormatName } from '../reporter.ts'
import type { Outcome } from '../shown-report.ts'
import { gateAnnotations } from './github.ts'
import { gateHtml } from './html.ts'
import { outcomesJson } from './json.ts'
import { gateJUnit } from './junit.ts'
import { gateSarif } from './sarif.ts'
import { outcomesText } from './text.ts'

/** Formats the outcome of each subject as one report. */
export function formatted(format: FormatName, outcomes: readonly Outcome[], colors: Colors): string {
  switch (format) {
    case 'text':
      return outcomesText(outcomes, colors)
    case 'json':
      return `${printableJson(outcomesJson(outcomes))}\n`
    case 'junit':
      return gateJUnit(...outcomes)
    case 'github':
      return gateAnnotations(...outcomes)
    case 'sarif':
      return `${printableJson(gateSarif(...outcomes))}\n`
    case 'html':
      return gateHtml(...outcomes)
  }
}
