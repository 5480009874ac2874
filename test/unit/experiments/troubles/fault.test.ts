import { describe, expect, test } from 'vitest'
import type { Baseline } from '../../../../src/experiments/baseline.ts'
import { effortFor } from '../../../../src/experiments/effort.ts'
import { faultsOf } from '../../../../src/experiments/troubles/fault.ts'
import { kindOf, type Step } from '../../../../src/observation/step.ts'

/** Returns the faults of steps such as `mkdir a`, each as `make a: ENOSPC`. */
function faults(kind: 'command' | 'in-process', steps: readonly string[]): string[] {
  const stepOf = (text: string): Step => {
    const [call = '', path = ''] = text.split(' ')
    return { call, kind: kindOf(call), path, to: null, by: '' }
  }
  const baseline = { steps: steps.map(stepOf), effort: effortFor({ kind }), volatileNames: new Set() }
  return faultsOf(baseline as unknown as Baseline).map(
    ({ at, errno }) => `${'every' in at ? at.every : at.call} ${at.path}: ${errno}`,
  )
}

describe('a move fails with EXDEV', () => {
  test('once, and each time, as any other call fails', () => {
    expect(faults('in-process', ['rename a'])).toEqual([
      ...['rename a: EACCES', 'rename a: EIO', 'rename a: EROFS', 'rename a: EXDEV'],
      ...['move a: EACCES', 'move a: EIO', 'move a: EROFS', 'move a: EXDEV'],
    ])
  })

  test('out of turn where the errors take turns', () => {
    expect(faults('command', ['rename a', 'rename b'])).toEqual([
      ...['move a: EIO', 'move a: EXDEV'],
      ...['move b: EACCES', 'move b: EXDEV'],
    ])
  })

  test('and so does a hard link, though not a symlink', () => {
    expect(faults('command', ['link a', 'symlink b'])).toEqual([
      ...['make a: EACCES', 'make a: EXDEV'],
      ...['make b: EROFS'],
    ])
    expect(faults('command', ['link a', 'mkdir a']).filter(one => one.startsWith('make'))).toEqual([
      'make a: EACCES',
    ])
  })

  test('while the entry can still be removed', () => {
    expect(faults('command', ['rename a', 'unlink a'])).toEqual([
      ...['move a: EIO', 'move a: EXDEV'],
      ...['remove a: EACCES'],
    ])
  })
})
