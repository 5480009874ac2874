import type { LawResult } from '../../judge-report.ts'
import { adviceOn } from '../brief/advice.ts'
import type { Counterexample } from '../counterexample.ts'
import { repositoryPath, type ShownReport } from '../shown-report.ts'
import { lawText } from '../words/law-text.ts'

/** Builds a report as SARIF 2.1.0: a rule for each law, and a result for each violation. */
export function gateSarif(shown: ShownReport): unknown {
  const { laws, subject, level, seed, worlds } = shown.report
  const untested = laws.filter(({ verdict }) => verdict === 'not-tested')
  return sarif(
    laws.map(ruleFor),
    laws.flatMap((law, index) => resultsFor(law, index, shown)),
    {
      executionSuccessful: true,
      toolExecutionNotifications: untested.map(law =>
        notification('warning', `${law.id} was ${lawText(law)}`),
      ),
    },
    { subject, level, seed, worlds },
  )
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

function ruleFor({ id, says, level, fails }: LawResult): unknown {
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
    message: { text: [one?.summary ?? says, ...adviceOn(id, one?.kind ?? null)].join('\n') },
    ...(one === null ? {} : { locations: locationsIn(one, shown), properties: { kind: one.kind ?? 'none' } }),
  }))
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
