import { beforeAll, describe, expect, test } from 'vitest'
import { fn, type JudgeReport, judge, port, type Verdict } from '../../../src/properties/index.ts'
import { goOriginal } from '../../reconcilers/go-original.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'

// What it keeps as a port, the zoo tells.

function lawsThat(report: JudgeReport, verdict: Verdict): string[] {
  return report.laws.filter(law => law.verdict === verdict).map(({ id }) => id)
}

describe('the algorithm of the Go original at level complete, as a function', () => {
  let report: JudgeReport
  beforeAll(async () => {
    report = await judge(fn('the Go original', goOriginal), {
      ...{ level: 'complete', numRuns: 200, sample: { index: 1, count: 4 } },
    })
  })

  test('it breaks only what stopping at the first conflict of a home breaks', () => {
    expect(lawsThat(report, 'broken')).toEqual(['names-every-conflict', 'heals-the-rest'])
  })

  test('what needs it to be stopped is not asked of it, and every other law held', () => {
    expect(lawsThat(report, 'not-applicable')).toEqual([
      'crash-safe',
      'fault-safe',
      'race-safe',
      'yields-to-others',
      'keeps-live-writes',
      'race-clean',
      'always-linked',
    ])
    expect(lawsThat(report, 'held')).toHaveLength(9)
  })
})

test('as a port, it can fail where another run was first', async () => {
  const report = await judge(port('the Go original', goOriginalPort), {
    ...{ level: 'complete', laws: ['race-safe', 'race-clean'], numRuns: 0, sample: { index: 1, count: 50 } },
  })
  expect([lawsThat(report, 'held'), lawsThat(report, 'broken')]).toEqual([['race-safe'], ['race-clean']])
})
