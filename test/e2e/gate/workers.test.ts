import { expect, test } from 'vitest'
import type { judge } from '../../../src/gate/judge.ts'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import type { JudgeReport } from '../../../src/gate/judge-report.ts'
import type { Subject } from '../../../src/subjects/subject.ts'
import { built } from '../built-package.ts'

const BUILT_IN = built('src/subjects/built-in.js')
const { judge: judgeBuilt }: { judge: typeof judge } = await import(built('src/gate/judge.js'))

/** Judges the subject that a module exports in some processes. */
async function judgedIn(processes: number, module: string, options: JudgeOptions = {}): Promise<JudgeReport> {
  const { default: subjectFor }: { default: (equality: 'exact') => Subject } = await import(module)
  const subject = { ...subjectFor('exact'), importable: { module, processes } }
  return await judgeBuilt(subject, { level: 'complete', equality: 'exact', numRuns: 60, ...options })
}

function moduleOf(name: string): string {
  return new URL(`workers/${name}.mjs`, import.meta.url).href
}

/** Returns all that a report says, but for the time that it took. Temp directories have random names. */
function said(report: JudgeReport): unknown {
  const isTime = (key: string) => key === 'seconds' || key === 'mtime' || key === 'identity'
  const json = JSON.stringify(report, (key, value: unknown) => {
    if (isTime(key)) return undefined
    return value instanceof Map ? [...value] : value
  })
  return JSON.parse(json.replaceAll(/vsl-[\w-]+\/\d{6}/gu, 'TEMP'))
}

test.each([
  ['the built-in reconciler', BUILT_IN, { index: 1, count: 80 }, [2, 3]],
  ['one that loses data', moduleOf('removes'), { index: 1, count: 120 }, [2]],
])(
  'any number of workers says the same, bit for bit: %s',
  { timeout: 300_000 },
  async (_, module, sample, numbers) => {
    const alone = await judgedIn(1, module, { sample })
    expect(alone.laws.filter(({ fails }) => fails).length).toBe(module === BUILT_IN ? 0 : 5)
    for (const processes of numbers)
      expect(said(await judgedIn(processes, module, { sample }))).toEqual(said(alone))
  },
)

test('a shard says the same with any number of workers', { timeout: 300_000 }, async () => {
  const options = { sample: { index: 1, count: 60 }, shard: { index: 2, count: 3 } }
  const [alone, both] = [
    await judgedIn(1, moduleOf('removes'), options),
    await judgedIn(2, moduleOf('removes'), options),
  ]
  expect(alone.shard?.records.length).toBeGreaterThan(100)
  const withoutTimes = (report: JudgeReport) => {
    const records = report.shard?.records.map(line => line.replace(/( ended .*) [\d.]+$/u, '$1'))
    return said({ ...report, shard: report.shard && { ...report.shard, records: records ?? [] } })
  }
  expect(withoutTimes(both)).toEqual(withoutTimes(alone))
})

test('with bail, they end at the same violation', { timeout: 300_000 }, async () => {
  const options = { bail: true, sample: { index: 1, count: 60 }, laws: ['race-safe'] as const }
  const [alone, both] = [
    await judgedIn(1, moduleOf('removes'), options),
    await judgedIn(2, moduleOf('removes'), options),
  ]
  // The calls of a run that was under way at the end count.
  expect(said({ ...both, calls: null })).toEqual(said({ ...alone, calls: null }))
})

test('what the subject throws in a worker is thrown here', async () => {
  await expect(judgedIn(2, moduleOf('throws'), { laws: ['ends', 'crash-safe'] })).rejects.toThrow('a bug')
})

test('a worker that ends is an error', async () => {
  await expect(judgedIn(2, moduleOf('exits'), { laws: ['ends', 'crash-safe'] })).rejects.toThrow(
    'A process that tried worlds has ended (exit code 7).',
  )
})
