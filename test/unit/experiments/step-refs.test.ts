import { describe, expect, test } from 'vitest'
import { effortFor } from '../../../src/experiments/effort.ts'
import { finder, stepRefsOf } from '../../../src/experiments/step-refs.ts'
import { kindOf, type Step } from '../../../src/observation/step.ts'
import type { StepRef } from '../../../src/observation/trouble.ts'

/** `mkdir a` as a step. */
function step(text: string): Step {
  const [call = '', path = ''] = text.split(' ')
  return { call, kind: kindOf(call), path, to: null, by: '' }
}

/** The numbers of the steps at which a point is come to. */
function foundAt(point: StepRef, steps: readonly string[]): number[] {
  const isAtPoint = finder(point)
  return steps.flatMap((text, i) => (isAtPoint(step(text)) ? [i] : []))
}

function points(
  steps: readonly string[],
  isThorough: boolean,
  volatileNames: readonly string[] = [],
): StepRef[] {
  const effort = { ...effortFor({ kind: 'command' }), isThorough }
  return stepRefsOf({ steps: steps.map(step), effort, volatileNames: new Set(volatileNames) })
}

const STEPS = ['lstat a', 'mkdir a', 'lstat a', 'stat a', 'mkdir a/x', 'mkdir a']

test('where runs are cheap, every step is a point among all', () => {
  expect(points(STEPS, true)).toEqual([
    { among: 'all', index: 0, call: 'lstat', path: 'a', nth: 1, volatileNames: [] },
    { among: 'all', index: 1, call: 'mkdir', path: 'a', nth: 1, volatileNames: [] },
    { among: 'all', index: 2, call: 'lstat', path: 'a', nth: 2, volatileNames: [] },
    { among: 'all', index: 3, call: 'stat', path: 'a', nth: 1, volatileNames: [] },
    { among: 'all', index: 4, call: 'mkdir', path: 'a/x', nth: 1, volatileNames: [] },
    { among: 'all', index: 5, call: 'mkdir', path: 'a', nth: 2, volatileNames: [] },
  ])
})

test('where runs are dear, a change is a point among changes', () => {
  expect(points(STEPS, false).filter(({ among }) => among === 'changes')).toEqual([
    { among: 'changes', index: 0, call: 'mkdir', path: 'a', nth: 1, volatileNames: [] },
    { among: 'changes', index: 1, call: 'mkdir', path: 'a/x', nth: 1, volatileNames: [] },
    { among: 'changes', index: 2, call: 'mkdir', path: 'a', nth: 2, volatileNames: [] },
  ])
  expect(points(STEPS, false).filter(({ among }) => among === 'all')).toHaveLength(3)
})

test.each([true, false])('each point is found again in the same run, and once (thorough: %s)', isThorough => {
  for (const [i, point] of points(STEPS, isThorough).entries()) expect(foundAt(point, STEPS)).toEqual([i])
})

test('a point among changes is found where no look is told of', () => {
  const changes = STEPS.filter(text => text.startsWith('mkdir'))
  const among = points(STEPS, false).filter(point => point.among === 'changes')
  expect(among.map(point => foundAt(point, changes))).toEqual([[0], [1], [2]])
})

describe('in another world', () => {
  const point = { among: 'all', index: 1, call: 'mkdir', path: 'a', nth: 1, volatileNames: [] } as const

  test('the same step of another number is found by its call and path', () => {
    expect(foundAt(point, ['lstat b', 'lstat a', 'stat b', 'mkdir a', 'mkdir a'])).toEqual([3])
  })

  test('of several alike, the one that comes as often before', () => {
    const steps = ['mkdir a', 'lstat a', 'mkdir a', 'mkdir a']
    expect(foundAt({ ...point, nth: 2 }, steps)).toEqual([2])
    expect(foundAt({ ...point, nth: 4 }, steps)).toEqual([])
  })

  test('another call on the path is another step', () => {
    expect(foundAt(point, ['lstat a', 'stat a', 'rmdir a'])).toEqual([])
  })
})

describe('where a name is new in each run', () => {
  const run = (name: string) => [`mkdir a`, `mkdir a/${name}`, `create a/${name}/x`, `rename a/${name}`]

  test('each step is found, whatever the name', () => {
    for (const [i, point] of points(run('Ab'), true, ['Ab']).entries())
      expect(foundAt(point, run('Xy'))).toEqual([i])
  })

  test('of several such names, the one that comes as often before', () => {
    const [, second] = points(['mkdir a/Ab', 'mkdir a/Cd'], true, ['Ab', 'Cd'])
    expect(second && foundAt(second, ['mkdir a/Xy', 'mkdir a/Zz', 'mkdir a/Qq'])).toEqual([1])
  })

  test('a step in another directory, or of another depth, is another', () => {
    const [point] = points(['symlink a/Ab'], true, ['Ab'])
    expect(point && foundAt(point, ['symlink b/Xy', 'symlink a/Xy/z', 'symlink a'])).toEqual([])
  })
})
