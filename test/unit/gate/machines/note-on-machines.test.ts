import { expect, test } from 'vitest'
import { canBeTried, NOTHING_GIVEN } from '../../../../fixtures/given/given.ts'
import type { WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { file } from '../../../../fixtures/tree.ts'
import { noteOnMachines } from '../../../../src/gate/machines/note-on-machines.ts'
import { fn } from '../../../../src/subjects/fn.ts'
import { ONE } from '../../../judging/gate.ts'

const SUBJECT = fn('a function', () => {})

function machine(home: 'dir' | 'file'): WorldSpec {
  const entry = home === 'dir' ? ({ type: 'dir' } as const) : file('x')
  return { deployment: ONE, tree: new Map([['a', entry]]), rootName: 'root', kind: 'captured' }
}

test('a captured machine that cannot be tried is not left out in silence', () => {
  const machines = [machine('dir'), machine('file')]
  const specs = machines.filter(spec => canBeTried({ ...NOTHING_GIVEN, homesExist: true }, spec))
  expect(noteOnMachines(machines, specs, SUBJECT)).toEqual([
    'left out: 1 captured machine whose homes are no directories (--homes-exist), or whose permissions do not restrict the subject',
  ])
  expect(noteOnMachines(machines, machines, SUBJECT)).toEqual([])
})
