import { beforeAll, describe, expect, test } from 'vitest'
import type { JudgeReport, Verdict } from '../../../src/gate/judge-report.ts'
import { LAWS } from '../../../src/laws/index.ts'
import { fn, judge, port, type Subject } from '../../../src/properties/index.ts'
import { describeLaws } from '../../../src/properties/vitest.ts'
import { goOriginal } from '../../reconcilers/go-original.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'

const asFunction = fn('the Go original', goOriginal)
const asPort = port('the Go original', goOriginalPort)

describeLaws('the algorithm of the Go original is accused of nothing at level safe', asPort, {
  numRuns: 50,
  timeoutSeconds: 300,
})

/** What is said of each law at level complete, by the verdict. */
function judged(subject: Subject, numRuns: number): Promise<JudgeReport> {
  return judge(subject, { level: 'complete', numRuns })
}

function lawsThat(report: JudgeReport, verdict: Verdict): string[] {
  return report.laws.filter(law => law.verdict === verdict).map(({ id }) => id)
}

describe('the algorithm of the Go original at level complete, as a function', () => {
  let report: JudgeReport
  beforeAll(async () => {
    report = await judged(asFunction, 200)
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
    expect(lawsThat(report, 'held')).toHaveLength(8)
  })
})

describe('the algorithm of the Go original at level complete, as a port', () => {
  let report: JudgeReport
  beforeAll(async () => {
    report = await judged(asPort, 50)
  }, 300_000)

  test('it breaks that, and can fail where another run was first', () => {
    expect(lawsThat(report, 'broken')).toEqual(['race-clean', 'names-every-conflict', 'heals-the-rest'])
  })

  test('every other law held', () => {
    expect(lawsThat(report, 'held')).toHaveLength(LAWS.length - 3)
    expect(report.laws).toHaveLength(17)
  })
})
