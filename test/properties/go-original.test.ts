import { beforeAll, describe, expect, test } from 'vitest'
import { tempDir } from '../../fixtures/temp.ts'
import { judgeSubject, labFor } from '../../src/gate/judge-subject.ts'
import type { GateReport } from '../../src/gate/verdict.ts'
import { DEFAULT_DEPLOYMENT, describeLaws, fn } from '../../src/properties.ts'
import { goOriginal } from './go-original.ts'

const subject = fn('the Go original', goOriginal)

describeLaws('the algorithm of the Go original is accused of nothing at level safe', subject, { runs: 300 })

describe('the algorithm of the Go original at level complete', () => {
  let report: GateReport
  beforeAll(async () => {
    await using temp = await tempDir()
    const judging = {
      deployment: DEFAULT_DEPLOYMENT,
      level: 'complete',
      runs: 200,
      seed: 1,
      laws: [],
      waivers: new Map(),
      allow: [],
      equality: null,
      shard: null,
      command: null,
      keep: false,
    } as const
    report = await judgeSubject(
      labFor(temp, subject, judging),
      judging,
      { sandbox: 'none', notes: [] },
      () => {},
    )
  })

  test('it breaks only what stopping at the first conflict of a home breaks', () => {
    const broken = report.laws.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id)
    expect(broken).toEqual(['names-every-conflict', 'heals-the-rest'])
  })

  test('every other law held', () => {
    const held = report.laws.filter(({ verdict }) => verdict === 'held').map(({ id }) => id)
    expect(held).toHaveLength(8)
  })
})
