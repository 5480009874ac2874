import { describe, expect, test } from 'vitest'
import { finder, pointsOf } from '../../src/experiments/points.ts'
import type { Point } from '../../src/laws/disturbed.ts'
import { kindOf, type Step } from '../../src/subjects/director.ts'

/** `mkdir a` as a step. */
function step(text: string): Step {
  const [call = '', path = ''] = text.split(' ')
  return { call, kind: kindOf(call), path, to: null, by: '' }
}

/** The numbers of the steps at which a point is come to. */
function foundAt(point: Point, steps: readonly string[]): number[] {
  const isAtPoint = finder(point)
  return steps.flatMap((text, i) => (isAtPoint(step(text)) ? [i] : []))
}

const STEPS = ['lstat a', 'mkdir a', 'lstat a', 'stat a', 'mkdir a/x', 'mkdir a']

test('where runs are cheap, every step is a point among all', () => {
  expect(pointsOf(STEPS.map(step), true)).toEqual([
    { among: 'all', index: 0, call: 'lstat', path: 'a', nth: 1 },
    { among: 'all', index: 1, call: 'mkdir', path: 'a', nth: 1 },
    { among: 'all', index: 2, call: 'lstat', path: 'a', nth: 2 },
    { among: 'all', index: 3, call: 'stat', path: 'a', nth: 1 },
    { among: 'all', index: 4, call: 'mkdir', path: 'a/x', nth: 1 },
    { among: 'all', index: 5, call: 'mkdir', path: 'a', nth: 2 },
  ])
})

test('where runs are dear, a change is a point among changes', () => {
  expect(pointsOf(STEPS.map(step), false).filter(({ among }) => among === 'changes')).toEqual([
    { among: 'changes', index: 0, call: 'mkdir', path: 'a', nth: 1 },
    { among: 'changes', index: 1, call: 'mkdir', path: 'a/x', nth: 1 },
    { among: 'changes', index: 2, call: 'mkdir', path: 'a', nth: 2 },
  ])
  expect(pointsOf(STEPS.map(step), false).filter(({ among }) => among === 'all')).toHaveLength(3)
})

test.each([true, false])('each point is found again in the same run, and once (thorough: %s)', isThorough => {
  const points = pointsOf(STEPS.map(step), isThorough)
  for (const [i, point] of points.entries()) expect(foundAt(point, STEPS)).toEqual([i])
})

test('a point among changes is found where no look is told of', () => {
  const changes = STEPS.filter(text => text.startsWith('mkdir'))
  const points = pointsOf(STEPS.map(step), false).filter(({ among }) => among === 'changes')
  expect(points.map(point => foundAt(point, changes))).toEqual([[0], [1], [2]])
})

describe('in another world', () => {
  const point = { among: 'all', index: 1, call: 'mkdir', path: 'a', nth: 1 } as const

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
  const point = { among: 'changes', index: 1, call: 'symlink', path: 'a/link.4711', nth: 1 } as const

  test('the number and the directory tell', () => {
    expect(
      foundAt(point, ['mkdir a', 'lstat a/link.815', 'symlink a/link.815', 'rename a/link.815']),
    ).toEqual([2])
  })

  test('one in another directory, or of another number, is another step', () => {
    expect(foundAt(point, ['mkdir a', 'symlink b/link.815'])).toEqual([])
    expect(foundAt(point, ['symlink a/link.815', 'mkdir a'])).toEqual([])
  })

  test('it is found once, and not again by its own name', () => {
    expect(foundAt(point, ['mkdir a', 'symlink a/link.815', 'symlink a/link.4711'])).toEqual([1])
  })
})
