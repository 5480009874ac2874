import { expect, test } from 'vitest'
import type { Baseline } from '../../../../src/experiments/baseline.ts'
import { effortFor } from '../../../../src/experiments/effort.ts'
import { signalsOf } from '../../../../src/experiments/troubles/signal.ts'
import type { Signal } from '../../../../src/observation/signal.ts'
import { kindOf, type Step } from '../../../../src/observation/step.ts'

function stepOf(call: string, path: string, handles?: readonly Signal[]): Step {
  const by = { by: '', ...(handles === undefined ? {} : { handles }) }
  return { call, kind: kindOf(call), path, to: null, ...by }
}

/** Returns the signals for a program's steps, each as `a: TERM to the process`. */
function signals(steps: readonly Step[], troubledIndex = 0): string[] {
  const baseline = { steps, troubledIndex, effort: effortFor({ kind: 'command' }), volatileNames: new Set() }
  return signalsOf(baseline as unknown as Baseline).map(
    ({ before, signal, to }) => `${before.path}: ${signal} to the ${to}`,
  )
}

test('the signals that a program handles take turns from change to change', () => {
  const steps = ['a', 'b', 'c', 'd', 'e'].map(path => stepOf('mkdir', path, ['TERM', 'INT']))
  expect(signals(steps)).toEqual([
    'a: TERM to the process',
    'b: TERM to the group',
    'c: INT to the process',
    'd: INT to the group',
    'e: TERM to the process',
  ])
})

test('and from world to world', () => {
  const steps = [stepOf('mkdir', 'a', ['HUP'])]
  expect([0, 1, 2].map(index => signals(steps, index))).toEqual([
    ['a: HUP to the process'],
    ['a: HUP to the group'],
    ['a: HUP to the process'],
  ])
})

test('no signal comes before a look, nor where the program handles none', () => {
  expect(
    signals([stepOf('lstat', 'a', ['TERM']), stepOf('mkdir', 'a', []), stepOf('symlink', 'b', ['TERM'])]),
  ).toEqual(['b: TERM to the group'])
})

test('code of this process receives no signal', () => {
  expect(signals([stepOf('mkdir', 'a')])).toEqual([])
})
