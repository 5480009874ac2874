import { expect, test } from 'vitest'
import { tempDir } from '../../fixtures/temp.ts'
import { harnessFor, judgeSubject } from '../../src/gate/judge-subject.ts'
import { DEFAULT_DEPLOYMENT, describeLaws, LAW_IDS, reconcile, script } from '../../src/properties.ts'

describeLaws(
  'the built-in reconciler keeps every law in every small state and at random',
  script('the built-in reconciler', request => reconcile(request, 'exact')),
  {
    level: 'complete',
    equality: 'exact',
    runs: 300,
    timeout: 300_000,
  },
)

// The calls are the same as under the other policy, and so is what trouble makes of them: a part of the worlds will do.
test('the built-in reconciler keeps every law under the policy `resolved` in every sixth world', async () => {
  await using temp = await tempDir()
  const subject = script('the built-in reconciler', request => reconcile(request, 'resolved'))
  const judging = {
    deployment: DEFAULT_DEPLOYMENT,
    level: 'complete',
    equality: 'resolved',
    numRuns: 300,
    seed: 2,
    laws: [],
    waivers: new Map(),
    allow: [],
    shard: { index: 2, count: 6 },
    command: null,
    keep: false,
  } as const
  const harness = harnessFor(temp, subject, judging)
  const report = await judgeSubject(harness, judging, { sandbox: 'none', notes: [] }, () => {})
  expect(report.laws.filter(({ verdict }) => verdict === 'held').map(({ id }) => id)).toEqual(LAW_IDS)
})
