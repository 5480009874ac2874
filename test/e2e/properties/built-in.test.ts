import { describe, expect, test } from 'vitest'
import { LAWS } from '../../../src/laws/index.ts'
import { type JudgeOptions, judge, reconcile, script } from '../../../src/properties/index.ts'

const isUndisturbed = ({ underTrouble }: (typeof LAWS)[number]) => underTrouble === undefined
const UNDISTURBED = LAWS.filter(isUndisturbed).map(({ id }) => id)
const TROUBLED = LAWS.filter(law => !isUndisturbed(law)).map(({ id }) => id)

/** The laws that the built-in reconciler keeps under a policy. */
async function heldBy(equality: 'exact' | 'resolved', options: JudgeOptions) {
  const subject = script('the built-in reconciler', request => reconcile(request, equality))
  const { laws } = await judge(subject, { level: 'complete', equality, numRuns: 300, ...options })
  return laws.filter(({ verdict }) => verdict === 'held').map(({ id }) => id)
}

describe('the built-in reconciler keeps', { timeout: 300_000 }, () => {
  test('every law without trouble, in every small state and at random', async () => {
    expect(await heldBy('exact', { laws: UNDISTURBED })).toEqual(UNDISTURBED)
  })

  // `npm run gate` tries all of them.
  test('every law under trouble, in every sixteenth world', async () => {
    expect(await heldBy('exact', { laws: TROUBLED, sample: { index: 1, count: 16 } })).toEqual(TROUBLED)
  })

  test('every law where one link is to a file, and under trouble in every thirtieth world', async () => {
    const links = [
      { name: 'projects', target: 'shared' },
      { name: 'settings.json', target: 'shared.json', kind: 'file' as const },
    ]
    const options = { deployment: { homes: ['a', 'b'], links }, numRuns: 100 }
    expect(await heldBy('exact', { ...options, laws: UNDISTURBED })).toEqual(UNDISTURBED)
    const sample = { index: 1, count: 30 }
    expect(await heldBy('exact', { ...options, laws: TROUBLED, sample })).toEqual(TROUBLED)
  })

  // Its calls are the same as under the other policy, and so is what trouble makes of them.
  test('every law under the policy `resolved`, in every twelfth world', async () => {
    const sample = { index: 2, count: 12 }
    expect(await heldBy('resolved', { seed: 2, sample })).toEqual(LAWS.map(({ id }) => id))
  })
})
