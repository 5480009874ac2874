import { expect, test } from 'vitest'
import { gateSarif, sarifFailure } from '../../../../../src/gate/report/formats/sarif.ts'
import { counterexample, result, shownReport } from './sample.ts'

test('each law is a rule, and each violation a result on the line to blame', () => {
  const found = counterexample('destroyed', 46)
  const odd = counterexample('orphaned', 3)
  const line = odd.blame?.line && { ...odd.blame.line, file: 'a b/é#1.sh' }
  const others = [{ ...odd, blame: odd.blame && { ...odd.blame, line: line ?? null } }]
  const shown = shownReport([
    result('ends'),
    result('keeps-data', { counterexample: found, others }),
    result('private', { counterexample: counterexample(null), fails: false }),
    result('race-safe', { verdict: 'not-tested', reason: 'python3 is missing' }),
  ])
  const place = (uri: string, startLine: number) => [
    {
      physicalLocation: {
        artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
        region: { startLine, snippet: { text: `command ${startLine}` } },
      },
    },
  ]
  expect(gateSarif({ ...shown, directory: 'deploy' })).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'vitest-shared-links',
            rules: [
              { id: 'ends' },
              {
                id: 'keeps-data',
                shortDescription: { text: 'nothing is destroyed or orphaned' },
                help: {
                  text: 'The law of level safe asks: nothing is destroyed or orphaned.\nMore: npx vitest-shared-links explain keeps-data',
                },
                defaultConfiguration: { level: 'error' },
              },
              { id: 'private', defaultConfiguration: { level: 'warning' } },
              { id: 'race-safe' },
            ],
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              { level: 'warning', message: { text: 'race-safe was not tested: python3 is missing' } },
            ],
          },
        ],
        results: [
          {
            ...{ ruleId: 'keeps-data', ruleIndex: 1, level: 'error', properties: { kind: 'destroyed' } },
            message: {
              text: expect.stringMatching(/^data was destroyed\nFix: Do not remove or overwrite /u),
            },
            locations: place('deploy/install.sh', 46),
          },
          { ruleId: 'keeps-data', locations: place('deploy/a%20b/%C3%A9%231.sh', 3) },
          { ruleId: 'private', ruleIndex: 2, level: 'warning', locations: [] },
        ],
      },
    ],
  })
})

test('a run without a verdict says so', () => {
  expect(sarifFailure('there is no sandbox')).toMatchObject({
    runs: [
      {
        results: [],
        invocations: [
          {
            executionSuccessful: false,
            toolExecutionNotifications: [{ level: 'error', message: { text: 'there is no sandbox' } }],
          },
        ],
      },
    ],
  })
})
