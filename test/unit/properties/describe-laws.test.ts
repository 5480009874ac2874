import { expect, test } from 'vitest'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import { GateError, judge } from '../../../src/properties/index.ts'
import { describeLaws, type LawsOptions } from '../../../src/properties/vitest.ts'
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
