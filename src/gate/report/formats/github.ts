import { counted } from '../../../../fixtures/text/plurals.ts'
import type { LawResult } from '../../judge-report.ts'
import { failingIn, howBroken, warningsIn } from '../brief/verdict.ts'
import { againCommand } from '../replay.ts'
import { repositoryPath, type ShownReport } from '../shown-report.ts'

/** The most annotations of one kind that GitHub shows for a step. */
const MOST = 10

type Severity = 'error' | 'warning'

/**
 * Formats a report as annotations of GitHub Actions: an error for each law that fails the run, and a warning for each other
 * broken law, on the line to blame where it is known.
 */
export function gateAnnotations(shown: ShownReport): string {
  return [
    ...annotations('error', failingIn(shown.report), shown),
    ...annotations('warning', warningsIn(shown.report), shown),
  ].join('')
}

/** Formats the error of a run without a verdict as an annotation. */
export function annotationOfFailure(message: string): string {
  return command('error', { title: 'vitest-shared-links: no verdict' }, message)
}

/** Returns an annotation for each law. If there are more than GitHub shows, the last one counts the rest. */
function annotations(severity: Severity, laws: readonly LawResult[], shown: ShownReport): string[] {
  const one = (law: LawResult) => annotation(severity, law, shown)
  if (laws.length <= MOST) return laws.map(one)
  const rest = laws.slice(MOST - 1).map(({ id }) => id)
  const total = `${counted(laws.length, 'law')} broken in all`
  const last = command(severity, { title: total }, `Without an annotation of their own: ${rest.join(', ')}`)
  return [...laws.slice(0, MOST - 1).map(one), last]
}

function annotation(severity: Severity, law: LawResult, shown: ShownReport): string {
  const { id, says, counterexample } = law
  const line = counterexample?.blame?.line
  const file = repositoryPath(line?.file, shown)
  const place = file === null ? {} : { file, line: String(line?.number) }
  const message = `${howBroken(law)}\nReplay: ${againCommand(law, shown)}`
  return command(severity, { ...place, title: `${id}: ${says}` }, message)
}

/** Writes a workflow command as GitHub's own toolkit does. */
function command(name: Severity, properties: Readonly<Record<string, string>>, message: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`)
  return `::${name} ${pairs.join(',')}::${escapedData(message)}\n`
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
