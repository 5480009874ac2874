import { expect, test } from 'vitest'
import { gate } from '../../../src/gate/gate.ts'
import { gateOptions } from '../../judging/gate.ts'

test('without a command, the built-in reconciler is judged, by a policy of its own', async () => {
  const options = gateOptions({ level: 'complete', sample: { index: 1, count: 200 } })
  const report = await gate(options)
  expect(report).toMatchObject({
    ok: true,
    subject: 'the built-in reconciler',
    level: 'complete',
    sandbox: 'none',
  })
})
