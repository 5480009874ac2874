import pc from 'picocolors'
import { describe, expect, test } from 'vitest'
import { gateAnnotations } from '../../../../../src/gate/report/formats/github.ts'
import { gateHtml } from '../../../../../src/gate/report/formats/html.ts'
import { outcomesJson } from '../../../../../src/gate/report/formats/json.ts'
import { gateJUnit } from '../../../../../src/gate/report/formats/junit.ts'
import { gateSarif } from '../../../../../src/gate/report/formats/sarif.ts'
import { gateSummary } from '../../../../../src/gate/report/formats/step-summary.ts'
import { outcomesText } from '../../../../../src/gate/report/formats/text.ts'
import type { Outcome, ShownReport } from '../../../../../src/gate/report/shown-report.ts'
import { LAW_IDS } from '../../../../../src/laws/index.ts'
import { counterexample, result, shownReport } from './sample.ts'
import { workflowCommands } from './workflow-commands.ts'

function named(name: string, shown: ShownReport): ShownReport {
  return { ...shown, options: { ...shown.options, subjects: [name] } }
}

const FOUND = counterexample('destroyed', 46)
const OUTCOMES: readonly Outcome[] = [
  named(
    'install',
    shownReport([result('keeps-data'), result('private', { counterexample: FOUND, fails: false })]),
  ),
  named('rollback', shownReport([result('private'), result('keeps-data', { counterexample: FOUND })])),
  { name: 'upgrade', error: 'there is no <sandbox>' },
]

describe('the report on several subjects', () => {
  test('as text has one after the other, and a line for each at the end', () => {
    const text = outcomesText(OUTCOMES, pc.createColors(false))
    expect(text).toMatch(/^install \(sh install\.sh\): 9 worlds, /u)
    expect(text).toContain(
      '\nPassed at level safe: 1 law held (1 warning)\n\nrollback (sh install.sh): 9 worlds, ',
    )
    expect(text).toContain(' gate --subject rollback --home a ')
    expect(text.slice(text.indexOf('\nupgrade: no verdict'))).toBe(`
upgrade: no verdict

there is no <sandbox>

install (sh install.sh): Passed at level safe: 1 law held (1 warning)
rollback (sh install.sh): Refused at level safe: it breaks keeps-data
upgrade: no verdict
`)
  })

  test('as JSON is a list, with the name of each', () => {
    expect(outcomesJson(OUTCOMES)).toMatchObject({
      version: 1,
      ok: false,
      subjects: [
        { name: 'install', version: 1, ok: true, subject: 'sh install.sh' },
        { name: 'rollback', version: 1, ok: false, laws: [{}, { id: 'keeps-data', verdict: 'broken' }] },
        { name: 'upgrade', version: 1, ok: false, error: 'there is no <sandbox>' },
      ],
    })
    expect(outcomesJson(OUTCOMES.slice(0, 1))).toMatchObject({ ok: true, subjects: [{ name: 'install' }] })
    expect(outcomesJson([shownReport([])])).not.toHaveProperty('subjects')
  })

  test('as JUnit has a suite for each', () => {
    const text = gateJUnit(...OUTCOMES)
    expect(text).toContain(
      '<testsuites name="vitest-shared-links" tests="5" failures="1" errors="1" time="0.000">',
    )
    expect(text.match(/<testsuite .*>/gu)).toEqual([
      '<testsuite name="install (sh install.sh)" tests="2" failures="0" errors="0" skipped="1" time="0.000">',
      '<testsuite name="rollback (sh install.sh)" tests="2" failures="1" errors="0" skipped="0" time="0.000">',
      '<testsuite name="upgrade" tests="1" failures="0" errors="1" skipped="0" time="0.000">',
    ])
  })

  test('as SARIF is one run, in which a result names its subject', () => {
    const law = (id: string, level: string) => ({ id, defaultConfiguration: { level } })
    expect(gateSarif(...OUTCOMES)).toMatchObject({
      runs: [
        {
          tool: { driver: { rules: [law('keeps-data', 'error'), law('private', 'warning')] } },
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [{ message: { text: 'upgrade: there is no <sandbox>' } }],
            },
          ],
          results: [
            {
              ...{ ruleId: 'private', ruleIndex: 1, level: 'warning' },
              message: { text: expect.stringMatching(/^install: data was destroyed\n/u) },
              partialFingerprints: { 'subjectLawKind/v1': 'install/private/destroyed' },
            },
            {
              ...{ ruleId: 'keeps-data', ruleIndex: 0, level: 'error' },
              message: { text: expect.stringMatching(/^rollback: data was destroyed\n/u) },
              partialFingerprints: { 'subjectLawKind/v1': 'rollback/keeps-data/destroyed' },
            },
          ],
          properties: {
            subjects: [
              { name: 'install', worlds: 9 },
              { name: 'rollback', worlds: 9 },
            ],
          },
        },
      ],
    })
  })

  test('as annotations are as many as GitHub shows of all together', () => {
    expect(
      workflowCommands(gateAnnotations(...OUTCOMES)).map(({ name, properties }) => [
        name,
        properties['title'],
      ]),
    ).toEqual([
      ['error', 'vitest-shared-links: no verdict'],
      ['error', 'rollback: keeps-data: nothing is destroyed or orphaned'],
      ['warning', expect.stringMatching(/^install: private: /u)],
    ])
    const broken = LAW_IDS.slice(0, 6).map(id => result(id, { counterexample: FOUND }))
    const all = workflowCommands(
      gateAnnotations(named('a', shownReport(broken)), named('b', shownReport(broken))),
    )
    expect(all).toHaveLength(10)
    expect(all.at(-1)).toMatchObject({
      properties: { title: '12 laws broken in all' },
      data: `Without an annotation of their own: ${LAW_IDS.slice(3, 6)
        .map(id => `b: ${id}`)
        .join(', ')}`,
    })
  })

  test('as a page and as a summary has a heading for each, and no id twice', () => {
    const page = gateHtml(...OUTCOMES)
    expect(page).toContain('<title>3 subjects - vitest-shared-links</title>')
    expect(page.match(/<h2>.*<\/h2>/gu)).toEqual([
      '<h2>install (sh install.sh)</h2>',
      '<h2>rollback (sh install.sh)</h2>',
      '<h2>upgrade</h2>',
    ])
    expect(page.match(/(?<=href="#|id=")[\w-]+/gu)).toEqual([
      ...['install-private', 'install-private', 'rollback-keeps-data', 'rollback-keeps-data'],
    ])
    expect(page).toContain('<pre class="fails">there is no &#60;sandbox&#62;</pre>')
    expect(gateSummary(...OUTCOMES).match(/^## .*$/gmu)).toHaveLength(3)
  })

  test('as a summary is no larger than GitHub takes', () => {
    const output = '\u{10348}'.repeat(500_000)
    const long = shownReport([
      result('keeps-data', { counterexample: counterexample('destroyed', 1, { output, summary: output }) }),
    ])
    const outcomes = Array.from({ length: 5 }, (_, i) => named(`s${i}`, long))
    expect(Buffer.byteLength(gateSummary(...outcomes))).toBeLessThan(1024 * 1024)
  })
})
