import { counted } from '../../../../fixtures/text/plurals.ts'
import type { LawResult } from '../../judge-report.ts'
import { failingIn, howBroken, warningsIn } from '../brief/verdict.ts'
import { againCommand } from '../replay.ts'
import {
  isUnjudged,
  type Outcome,
  reportsIn,
  repositoryPath,
  type ShownReport,
  withName,
} from '../shown-report.ts'

/** The most annotations of one kind that GitHub shows for a step. */
const MOST = 10

type Severity = 'error' | 'warning'

/** A law that is broken by one of the subjects. */
interface BrokenLaw {
  readonly law: LawResult
  readonly shown: ShownReport
}

/**
 * Formats reports as annotations of GitHub Actions: an error for each law that fails the run, and a warning for each other
 * broken law, on the line to blame where it is known.
 */
export function gateAnnotations(...outcomes: readonly Outcome[]): string {
  const unjudged = outcomes.filter(isUnjudged)
  const reports = reportsIn(outcomes)
  const broken = (lawsIn: typeof failingIn): BrokenLaw[] =>
    reports.flatMap(shown => lawsIn(shown.report).map(law => ({ law, shown })))
  return [
    ...unjudged.map(({ name, error }) => annotationOfFailure(`${name}: ${error}`)),
    ...annotations('error', broken(failingIn), Math.max(1, MOST - unjudged.length)),
    ...annotations('warning', broken(warningsIn), MOST),
  ].join('')
}

/** Formats the error of a run without a verdict as an annotation. */
export function annotationOfFailure(message: string): string {
  return command('error', { title: 'vitest-shared-links: no verdict' }, message)
}

/** Returns an annotation for each law. If there are more than `most`, the last one counts the rest. */
function annotations(severity: Severity, broken: readonly BrokenLaw[], most: number): string[] {
  const one = (of: BrokenLaw) => annotation(severity, of)
  if (broken.length <= most) return broken.map(one)
  const rest = broken.slice(most - 1).map(({ law, shown }) => withName(law.id, shown))
  const total = `${counted(broken.length, 'law')} broken in all`
  const last = command(severity, { title: total }, `Without an annotation of their own: ${rest.join(', ')}`)
  return [...broken.slice(0, most - 1).map(one), last]
}

function annotation(severity: Severity, { law, shown }: BrokenLaw): string {
  const { id, says, counterexample } = law
  const line = counterexample?.blame?.line
  const file = repositoryPath(line?.file, shown)
  const place = file === null ? {} : { file, line: String(line?.number) }
  const message = `${howBroken(law)}\nReplay: ${againCommand(law, shown)}`
  return command(severity, { ...place, title: withName(`${id}: ${says}`, shown) }, message)
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
