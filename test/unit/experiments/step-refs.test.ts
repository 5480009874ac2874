import { describe, expect, test } from 'vitest'
import { effortFor } from '../../../src/experiments/effort.ts'
import { stepMatcher, stepRefsOf } from '../../../src/experiments/step-refs.ts'
import { kindOf, type Step } from '../../../src/observation/step.ts'
import type { StepRef } from '../../../src/observation/trouble.ts'

/** Returns a step, such as `mkdir a`. */
function step(text: string): Step {
  const [call = '', path = ''] = text.split(' ')
  return { call, kind: kindOf(call), path, to: null, by: '' }
}

/** Returns the indexes of the steps that match a reference. */
function matchesOf(ref: StepRef, steps: readonly string[]): number[] {
  const matches = stepMatcher(ref)
  return steps.flatMap((text, i) => (matches(step(text)) ? [i] : []))
}

function refsOf(
  steps: readonly string[],
  isThorough: boolean,
  volatileNames: readonly string[] = [],
): StepRef[] {
  const effort = { ...effortFor({ kind: 'command' }), isThorough }
  return stepRefsOf({ steps: steps.map(step), effort, volatileNames: new Set(volatileNames) }).map(
    ({ ref }) => ref,
  )
}

const STEPS = ['lstat a', 'mkdir a', 'lstat a', 'stat a', 'mkdir a/x', 'mkdir a']

test('a thorough effort searches every step among all', () => {
  expect(refsOf(STEPS, true)).toEqual([
    { among: 'all', index: 0, call: 'lstat', path: 'a', nth: 1, volatileNames: [] },
    { among: 'all', index: 1, call: 'mkdir', path: 'a', nth: 1, volatileNames: [] },
    { among: 'all', index: 2, call: 'lstat', path: 'a', nth: 2, volatileNames: [] },
    { among: 'all', index: 3, call: 'stat', path: 'a', nth: 1, volatileNames: [] },
    { among: 'all', index: 4, call: 'mkdir', path: 'a/x', nth: 1, volatileNames: [] },
    { among: 'all', index: 5, call: 'mkdir', path: 'a', nth: 2, volatileNames: [] },
  ])
})

test('another effort searches a change among changes', () => {
  expect(refsOf(STEPS, false).filter(({ among }) => among === 'changes')).toEqual([
    { among: 'changes', index: 0, call: 'mkdir', path: 'a', nth: 1, volatileNames: [] },
    { among: 'changes', index: 1, call: 'mkdir', path: 'a/x', nth: 1, volatileNames: [] },
    { among: 'changes', index: 2, call: 'mkdir', path: 'a', nth: 2, volatileNames: [] },
  ])
  expect(refsOf(STEPS, false).filter(({ among }) => among === 'all')).toHaveLength(3)
})

test.each([true, false])('each step is found again in the same run, and once (thorough: %s)', isThorough => {
  for (const [i, ref] of refsOf(STEPS, isThorough).entries()) expect(matchesOf(ref, STEPS)).toEqual([i])
})

test('a change is found in a run that intercepts only changes', () => {
  const changes = STEPS.filter(text => text.startsWith('mkdir'))
  const among = refsOf(STEPS, false).filter(ref => ref.among === 'changes')
  expect(among.map(ref => matchesOf(ref, changes))).toEqual([[0], [1], [2]])
})

describe('in another world', () => {
  const ref = { among: 'all', index: 1, call: 'mkdir', path: 'a', nth: 1, volatileNames: [] } as const

  test('the same step is found by its call and path, at any index', () => {
    expect(matchesOf(ref, ['lstat b', 'lstat a', 'stat b', 'mkdir a', 'mkdir a'])).toEqual([3])
  })

  test('of several equal steps, the one with the same number is found', () => {
    const steps = ['mkdir a', 'lstat a', 'mkdir a', 'mkdir a']
    expect(matchesOf({ ...ref, nth: 2 }, steps)).toEqual([2])
    expect(matchesOf({ ...ref, nth: 4 }, steps)).toEqual([])
  })

  test('another call on the path is another step', () => {
    expect(matchesOf(ref, ['lstat a', 'stat a', 'rmdir a'])).toEqual([])
  })
})

describe('with a volatile name', () => {
  test('a step is not mistaken for an earlier one whose name is the usual one', () => {
    const steps = ['rename shared', 'rename shared.31']
    const [, ref] = refsOf(steps, true, ['shared.31'])
    expect(ref && matchesOf(ref, ['rename shared', 'rename shared.77'])).toEqual([1])
  })

  const run = (name: string) => [`mkdir a`, `mkdir a/${name}`, `create a/${name}/x`, `rename a/${name}`]

  test('each step is found, whatever the name', () => {
    for (const [i, ref] of refsOf(run('Ab'), true, ['Ab']).entries())
      expect(matchesOf(ref, run('Xy'))).toEqual([i])
  })

  test('of several volatile names, the one with the same number is found', () => {
    const [, second] = refsOf(['mkdir a/Ab', 'mkdir a/Cd'], true, ['Ab', 'Cd'])
    expect(second && matchesOf(second, ['mkdir a/Xy', 'mkdir a/Zz', 'mkdir a/Qq'])).toEqual([1])
  })

  test('a step in another directory, or of another depth, is another', () => {
    const [ref] = refsOf(['symlink a/Ab'], true, ['Ab'])
    expect(ref && matchesOf(ref, ['symlink b/Xy', 'symlink a/Xy/z', 'symlink a'])).toEqual([])
  })
})
