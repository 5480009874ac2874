import type { LawResult } from '../../judge-report.ts'
import { adviceOn } from '../brief/advice.ts'
import type { Counterexample } from '../counterexample.ts'
import {
  isUnjudged,
  nameOf,
  type Outcome,
  reportsIn,
  repositoryPath,
  type ShownReport,
  withName,
} from '../shown-report.ts'
import { lawText } from '../words/law-text.ts'

/**
 * Builds reports as one run in SARIF 2.1.0: a rule for each law, and a result for each violation. A result names its subject,
 * if that has a name, in its message and in its fingerprint: two subjects may break one law in one line.
 */
export function gateSarif(...outcomes: readonly Outcome[]): unknown {
  const unjudged = outcomes.filter(isUnjudged)
  const reports = reportsIn(outcomes)
  const rules = rulesFor(reports.flatMap(({ report }) => report.laws))
  const ids = rules.map(({ id }) => id)
  const facts = reports.map(factsOf)
  return sarif(
    rules,
    reports.flatMap(shown => shown.report.laws.flatMap(law => resultsFor(law, ids.indexOf(law.id), shown))),
    {
      executionSuccessful: unjudged.length === 0,
      toolExecutionNotifications: [
        ...unjudged.map(({ name, error }) => notification('error', `${name}: ${error}`)),
        ...reports.flatMap(untestedIn),
      ],
    },
    outcomes.length === 1 && facts[0] !== undefined ? facts[0] : { subjects: facts },
  )
}

function factsOf(shown: ShownReport): object {
  const { subject, level, seed, worlds } = shown.report
  const name = nameOf(shown)
  return { ...(name === null ? {} : { name }), subject, level, seed, worlds }
}

function untestedIn(shown: ShownReport): unknown[] {
  return shown.report.laws
    .filter(({ verdict }) => verdict === 'not-tested')
    .map(law => notification('warning', withName(`${law.id} was ${lawText(law)}`, shown)))
}

/** Builds the SARIF of a run without a verdict. */
export function sarifFailure(message: string): unknown {
  const notifications = [notification('error', message)]
  return sarif([], [], { executionSuccessful: false, toolExecutionNotifications: notifications }, {})
}

function sarif(
  rules: readonly unknown[],
  results: readonly unknown[],
  invocation: object,
  properties: object,
): unknown {
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vitest-shared-links', rules } },
        invocations: [invocation],
        results,
        properties,
      },
    ],
  }
}

/** Returns a rule for each law, an error if it fails the run of any subject. */
function rulesFor(laws: readonly LawResult[]) {
  const failing = laws.filter(({ fails }) => fails).map(({ id }) => id)
  return [...new Map(laws.map(law => [law.id, law])).values()].map(law =>
    ruleFor(law, failing.includes(law.id)),
  )
}

function ruleFor({ id, says, level }: LawResult, fails: boolean) {
  return {
    id,
    shortDescription: { text: says },
    help: { text: [`The law of level ${level} asks: ${says}.`, ...adviceOn(id, null)].join('\n') },
    defaultConfiguration: { level: fails ? 'error' : 'warning' },
    properties: { level },
  }
}

function resultsFor(law: LawResult, ruleIndex: number, shown: ShownReport): unknown[] {
  const { id, says, fails, verdict, counterexample, others } = law
  if (verdict !== 'broken') return []
  return [counterexample, ...others].map(one => ({
    ruleId: id,
    ruleIndex,
    level: fails ? 'error' : 'warning',
    message: {
      text: [withName(one?.summary ?? says, shown), ...adviceOn(id, one?.kind ?? null)].join('\n'),
    },
    ...fingerprintOf(law, one, shown),
    ...(one === null ? {} : { locations: locationsIn(one, shown), properties: { kind: one.kind ?? 'none' } }),
  }))
}

function fingerprintOf({ id }: LawResult, found: Counterexample | null, shown: ShownReport): object {
  const name = nameOf(shown)
  if (name === null) return {}
  return { partialFingerprints: { 'subjectLawKind/v1': `${name}/${id}/${found?.kind ?? 'none'}` } }
}

function locationsIn({ blame }: Counterexample, shown: ShownReport): unknown[] {
  const line = blame?.line
  const file = repositoryPath(line?.file, shown)
  if (line == null || file === null) return []
  const uri = file.split('/').map(encodeURIComponent).join('/')
  return [
    {
      physicalLocation: {
        artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
        region: { startLine: line.number, snippet: { text: line.text } },
      },
    },
  ]
}

function notification(level: 'error' | 'warning', text: string): unknown {
  return { level, message: { text } }
}
