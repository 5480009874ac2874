import { expect, test } from 'vitest'
import { judge, LAW_IDS, reconcile, script } from '../../../src/properties/index.ts'
import { describeLaws } from '../../../src/properties/vitest.ts'

describeLaws(
  'the built-in reconciler keeps every law in every small state and at random',
  script('the built-in reconciler', request => reconcile(request, 'exact')),
  { level: 'complete', equality: 'exact', numRuns: 300, timeoutSeconds: 300 },
)

// The calls are the same as under the other policy, and so is what trouble makes of them: a part of the worlds will do.
test('the built-in reconciler keeps every law under the policy `resolved` in every sixth world', async () => {
  const subject = script('the built-in reconciler', request => reconcile(request, 'resolved'))
  const { laws } = await judge(subject, {
    level: 'complete',
    equality: 'resolved',
    numRuns: 300,
    seed: 2,
    shard: { index: 2, count: 6 },
  })
  expect(laws.filter(({ verdict }) => verdict === 'held').map(({ id }) => id)).toEqual(LAW_IDS)
})
