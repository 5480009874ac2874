import { expect, test } from 'vitest'
import { refuseUntested } from '../../../../src/gate/verdict/proof.ts'
import { counterexample, result } from '../report/formats/sample.ts'

const UNTESTED = result('order-blind', { verdict: 'not-tested', reason: 'no tracer' })

test('a run in which every law was tested is not refused', () => {
  expect(() => refuseUntested([result('keeps-data')])).not.toThrow()
})

test('the refusal of a run names what was not tested, and what is broken', () => {
  expect(() => refuseUntested([result('keeps-data'), UNTESTED])).toThrow(
    /^Not tested: order-blind \(no tracer\)\.$/u,
  )
  const broken = result('keeps-data', { counterexample: counterexample('destroyed') })
  expect(() => refuseUntested([broken, UNTESTED])).toThrow(
    /^It breaks keeps-data\. Not tested: order-blind \(no tracer\)\.$/u,
  )
})
