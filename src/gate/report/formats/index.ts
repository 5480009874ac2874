import type { Colors } from '../../../../fixtures/text/colors.ts'
import { printableJson } from '../../../../fixtures/text/printable.ts'
import type { FormatName } from '../reporter.ts'
import type { ShownReport } from '../shown-report.ts'
import { gateAnnotations } from './github.ts'
import { gateHtml } from './html.ts'
import { gateJson } from './json.ts'
import { gateJUnit } from './junit.ts'
import { gateSarif } from './sarif.ts'
import { gateText } from './text.ts'

/** Formats a report of the gate. */
export function formatted(format: FormatName, shown: ShownReport, colors: Colors): string {
  switch (format) {
    case 'text':
      return gateText(shown, colors)
    case 'json':
      return `${printableJson(gateJson(shown.report))}\n`
    case 'junit':
      return gateJUnit(shown)
    case 'github':
      return gateAnnotations(shown)
    case 'sarif':
      return `${printableJson(gateSarif(shown))}\n`
    case 'html':
      return gateHtml(shown)
  }
}
