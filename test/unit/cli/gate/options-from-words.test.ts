import { afterEach, describe, expect, test, vi } from 'vitest'
import { optionsFromWords } from '../../../../src/cli/gate/options-from-words.ts'
import { UsageError } from '../../../../src/cli/usage-error.ts'
import { wordsForRun } from '../../../../src/gate/report/replay.ts'
import { gateOptions } from '../../../judging/gate.ts'

describe('the words of a run give its options again', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('with the last day of a waiver in its reason', () => {
    const waivers = new Map([['private', { reason: 'not ours', until: '2999-01-31' }]])
    const options = gateOptions({ command: ['sh', '-c', 'true'], requireAll: true, waivers })
    const read = optionsFromWords(wordsForRun(options), 'the reports')
    const inReason = new Map([['private', { reason: 'not ours (until 2999-01-31)', until: null }]])
    expect(read).toEqual({ ...options, workers: null, waivers: inReason })
  })

  test('whatever the environment holds', () => {
    vi.stubEnv('VITEST_SHARED_LINKS_SEED', '7')
    expect(optionsFromWords(['--', 'true'], 'the reports').seed).toBe(1)
  })
})

test.each([
  [['--help'], "unknown option '--help'"],
  [['--seed', 'x', '--', 'true'], /^--seed: expected a whole number/u],
  [['true'], /too many arguments/u],
])('words that are no command line of the gate are refused: %j', (words, problem) => {
  const read = () => optionsFromWords(words, 'the reports')
  expect(read).toThrow(UsageError)
  expect(read).toThrow(problem instanceof RegExp ? new RegExp(problem.source.replace('^', '')) : problem)
})
