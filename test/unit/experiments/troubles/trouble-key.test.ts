import { expect, test } from 'vitest'
import type { Baseline } from '../../../../src/experiments/baseline.ts'
import { troubleKeyOf } from '../../../../src/experiments/troubles/trouble-key.ts'
import { isChange, kindOf, type Step } from '../../../../src/observation/step.ts'
import type { StepRef } from '../../../../src/observation/trouble.ts'

const DEPLOYMENT = { homes: ['a', 'b'], links: [{ name: 'projects', target: 's/projects' }] }

/** A baseline with steps, each as `CALL PATH ENTRY`. */
function baselineOf(texts: readonly string[]): Baseline {
  const entries = new Map<Step, string>()
  const steps = texts.map(text => {
    const [call = '', path = '', ...entry] = text.split(' ')
    const step = { call, kind: kindOf(call), path, to: null, by: 'sh' }
    entries.set(step, entry.join(' '))
    return step
  })
  const seen = { deployment: DEPLOYMENT, expectation: { world: 'clear' } }
  return { seen, steps, entries, volatileNames: new Set() } as unknown as Baseline
}

/** Returns the keys of a fault at each step of a run. */
function keysOf(...texts: readonly string[]): (string | null)[] {
  const baseline = baselineOf(texts)
  let changes = 0
  return baseline.steps.map((step, i) => {
    const place = isChange(step)
      ? ({ among: 'changes', index: changes++ } as const)
      : { among: 'all', index: i }
    const at = { ...place, call: step.call, path: step.path, nth: 1, volatileNames: [] } as StepRef
    return troubleKeyOf({ kind: 'fault', at, errno: 'EIO' }, baseline)
  })
}

test('the same change is alike only at the same path with the same entry', () => {
  const [first, same] = keysOf('mkdir a nothing', 'mkdir a nothing')
  expect(same).toBe(first)
  const others = keysOf('mkdir a nothing', 'mkdir b nothing', 'mkdir a a file', 'rmdir a nothing')
  expect(new Set(others).size).toBe(4)
})

test('looks at places of one role are alike for each home, whatever change follows', () => {
  const [first, , second] = keysOf(
    'stat a/projects a link to {root}/a',
    'symlink a/projects nothing',
    'stat b/projects a link to {root}/b',
  )
  expect(second).toBe(first)
})

test.each([
  ['another entry', 'stat b/projects a file'],
  ['another role', 'stat s/projects a directory'],
  ['another call', 'readlink b/projects a directory'],
])('a look is another one with %s', (_, other) => {
  const [first, second] = keysOf('stat a/projects a directory', other)
  expect(second).not.toBe(first)
})

test('a look is another one after another kind of call at the same path', () => {
  const [first, , second] = keysOf(
    'stat a/projects a file',
    'readlink b/projects a file',
    'stat b/projects a file',
  )
  expect(second).not.toBe(first)
})
