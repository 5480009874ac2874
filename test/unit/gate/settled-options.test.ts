import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../../fixtures/deployment.ts'
import { GateError } from '../../../src/gate/gate-error.ts'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import { settled } from '../../../src/gate/settled-options.ts'
import { waiving } from '../../judging/waivers.ts'

/** Returns the problems with options that JavaScript can pass. */
function problemsWith(options: unknown): string[] {
  try {
    settled(options as JudgeOptions)
    return []
  } catch (error) {
    if (!(error instanceof GateError)) throw error
    return error.message.split('\n')
  }
}

describe('settled', () => {
  test('fills in the defaults', () => {
    expect({ ...settled({}), onProgress: null, onViolation: null }).toEqual({
      deployment: DEFAULT_DEPLOYMENT,
      level: 'safe',
      numRuns: null,
      seed: 1,
      laws: [],
      waivers: new Map(),
      allow: new Map(),
      given: null,
      homesExist: false,
      equality: null,
      machines: [],
      sample: null,
      shard: null,
      remembered: [],
      ownLaws: [],
      requireAll: false,
      keep: false,
      bail: false,
      budgetSeconds: null,
      onProgress: null,
      onViolation: null,
    })
  })

  test('treats undefined as not given', () => {
    expect(settled({ seed: undefined, level: undefined } as unknown as JudgeOptions)).toMatchObject({
      seed: 1,
      level: 'safe',
    })
  })

  test('keeps the given options', () => {
    const given = { seed: 7, numRuns: 0, level: 'tidy', sample: { index: 2, count: 3 } } as const
    expect(settled({ ...given, waive: { private: 'on purpose' } })).toMatchObject({
      ...given,
      waivers: waiving({ private: 'on purpose' }),
    })
  })

  test('lists every problem', () => {
    const options = {
      ...{ runs: 3, level: 'high', numRuns: -1, seed: Number.NaN, laws: ['keeps-date'] },
      ...{ waive: { private: '' }, equality: 'same', sample: { index: 0, count: 3 }, onProgress: 'yes' },
      onViolation: 1,
    }
    expect(problemsWith(options)).toEqual([
      'The options are wrong:',
      '  level: expected safe, tidy or complete, not "high"',
      '  numRuns: expected a whole number from 0 to 100000, not -1',
      '  seed: expected a whole number from -2147483648 to 2147483647, not NaN',
      '  laws.0: no law is called "keeps-date". Did you mean "keeps-data"?',
      '  waive.private: expected the reason why the law is waived, not ""',
      '  equality: expected exact or resolved, not "same"',
      '  sample: expected I/N with I from 1 to N, such as 1/4, not an object',
      '  onProgress: expected a function, not "yes"',
      '  onViolation: expected a function, not 1',
      '  runs: there is no such key. Did you mean "numRuns"?',
    ])
  })

  test('refuses a deployment that no world can meet', () => {
    const deployment = { homes: ['a', 'a'], links: [{ name: 'projects', target: '/shared' }] }
    expect(problemsWith({ deployment })).toEqual([
      'The options are wrong:',
      expect.stringMatching(
        /^ {2}deployment\.links\.0\.target: expected a path in the world's root, not "\/shared"/u,
      ),
    ])
    const twice = { homes: ['a', 'a'], links: [{ name: 'projects', target: 'shared' }] }
    expect(problemsWith({ deployment: twice })).toEqual([
      'The options are wrong:',
      expect.stringMatching(/^ {2}deployment: /u),
    ])
  })

  test('names the nearest law and the nearest key, or all of them', () => {
    expect(problemsWith({ waive: { privat: 'on purpose' }, seed: 1.5, zzz: 1 })).toEqual([
      'The options are wrong:',
      '  seed: expected a whole number from -2147483648 to 2147483647, not 1.5',
      '  waive: no law is called "privat". Did you mean "private"?',
      expect.stringMatching(/^ {2}zzz: there is no such key; the keys are deployment, level, numRuns, /u),
    ])
  })

  test('refuses what is no table', () => {
    expect(problemsWith('safe')).toEqual(['The options are wrong:', '  expected an object, not "safe"'])
    expect(problemsWith(new Map())).toEqual([
      'The options are wrong:',
      '  expected an object, not an instance of Map',
    ])
  })
})
