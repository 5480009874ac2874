import { afterEach, describe, expect, test, vi } from 'vitest'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import { GateError, judge } from '../../../src/properties/index.ts'
import { type LawsOptions, validLawsOptions } from '../../../src/properties/laws-options.ts'
import { describeLaws } from '../../../src/properties/vitest.ts'
import { fn } from '../../../src/subjects/fn.ts'
import type { Subject } from '../../../src/subjects/subject.ts'

const SUBJECT = fn('a function', () => {})

test.for<[string, unknown, ...string[]]>([
  [
    'wrong values, and an unknown key',
    { level: 'strict', runs: 10, seed: 1.5, waive: { privat: 'on purpose' }, timeoutSeconds: 0, save: 'no' },
    'level: expected safe, tidy or complete, not "strict"',
    'seed: expected a whole number from -2147483648 to 2147483647, not 1.5',
    'waive: no law is called "privat". Did you mean "private"?',
    'timeoutSeconds: expected a number of seconds above 0 and up to 86400, not 0',
    'save: expected true or false, not "no"',
    'runs: there is no such key. Did you mean "numRuns"?',
  ],
  [
    'the options of judge alone',
    { timeout: 5 },
    'timeout: there is no such key. Did you mean "timeoutSeconds"?',
  ],
  ['a number', 5, 'expected an object, not 5'],
  ['null', null, 'expected an object, not null'],
  [
    'the laws, which the level decides',
    { laws: ['keeps-data'] },
    'laws: there is no such key. Did you mean "ownLaws"?',
  ],
])('describeLaws refuses %s before it registers a test', ([, options, ...problems]) => {
  const message = ['The options are wrong:', ...problems.map(problem => `  ${problem}`)].join('\n')
  expect(() => describeLaws('a function', SUBJECT, options as LawsOptions)).toThrow(new GateError(message))
})

test.for([() => {}, undefined, {}, 'bash install.sh'])('%o is no subject', async value => {
  const subject = value as unknown as Subject
  expect(() => describeLaws('a function', subject)).toThrow(
    'Expected a subject made by command, port, script or fn, not',
  )
  await expect(judge(subject)).rejects.toThrow('Expected a subject made by command, port, script or fn, not')
})

test.for([5, null, [], new Map()])('judge refuses %o for its options', async options => {
  await expect(judge(SUBJECT, options as unknown as JudgeOptions)).rejects.toThrow(
    /^The options are wrong:\n {2}expected an object, not /u,
  )
})

describe('the share of the runs', () => {
  const shardIn = (options: LawsOptions) => validLawsOptions(options, SUBJECT).judging.shard
  afterEach(() => vi.unstubAllEnvs())

  test('is all of them', () => {
    expect(shardIn({})).toBeUndefined()
  })

  test('is that of VITEST_SHARED_LINKS_SHARD, as for the gate', () => {
    vi.stubEnv('VITEST_SHARED_LINKS_SHARD', '2/3')
    expect(shardIn({ level: 'safe' })).toEqual({ index: 2, count: 3 })
    vi.stubEnv('VITEST_SHARED_LINKS_SHARD', '')
    expect(shardIn({})).toBeUndefined()
  })

  test('is rather that of the options', () => {
    vi.stubEnv('VITEST_SHARED_LINKS_SHARD', '2/3')
    expect(shardIn({ shard: { index: 1, count: 5 } })).toEqual({ index: 1, count: 5 })
  })

  test('cannot be one that is none', () => {
    vi.stubEnv('VITEST_SHARED_LINKS_SHARD', '4/3')
    expect(() => describeLaws('a function', SUBJECT)).toThrow(
      'shard: expected I/N with I from 1 to N, such as 1/4, not "4/3"',
    )
  })
})
