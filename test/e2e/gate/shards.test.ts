import { describe, expect, test } from 'vitest'
import { SMALL_DEPLOYMENT } from '../../../fixtures/states/small-states.ts'
import { judge } from '../../../src/gate/judge.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { port } from '../../../src/subjects/port/port.ts'
import { script } from '../../../src/subjects/script.ts'
import type { Subject } from '../../../src/subjects/subject.ts'
import { merged, said, shardsOf } from '../../judging/shards.ts'
import {
  looksThenRenamesOver,
  movesAwayAndBack,
  removesFirst,
  unlinksThenLinks,
} from '../../reconcilers/broken-ports.ts'

const FEW = { deployment: SMALL_DEPLOYMENT, numRuns: 3, sample: { index: 1, count: 400 } }
const MORE = { ...FEW, sample: { index: 1, count: 150 } }

describe('the shards of a run add up to it', () => {
  test.each([
    ['the built-in reconciler', script('built-in', request => reconcile(request, 'exact')), FEW],
    ['one that removes', port('removes', removesFirst), FEW],
    ['one that only trouble breaks', port('renames over', looksThenRenamesOver), FEW],
    ['one that a kill leaves halfway', port('moves away', movesAwayAndBack), MORE],
    ['one with several kinds of loss', port('unlinks', unlinksThenLinks), MORE],
  ])('%s', async (_, subject, options) => {
    const whole = said(await judge(subject, options))
    for (const count of [2, 3]) {
      const files = await shardsOf(subject, count, options)
      expect(said(merged(files.toReversed(), options))).toEqual(whole)
    }
  })

  test('and one alone is the whole run', async () => {
    const subject = port('removes', removesFirst)
    const files = await shardsOf(subject, 1, FEW)
    expect(said(merged(files, FEW))).toEqual(said(await judge(subject, FEW)))
  })
})

test('each of several shards makes fewer runs', async () => {
  let runs = 0
  const built = script('built-in', request => reconcile(request, 'exact'))
  const subject: Subject = {
    ...built,
    run: job => {
      runs += 1
      return built.run(job)
    },
    runIntercepted: (...job) => {
      runs += 1
      return built.runIntercepted(...job)
    },
  }
  const runsOf = async (shard?: { readonly index: number; readonly count: number }) => {
    runs = 0
    await judge(subject, { ...MORE, ...(shard && { shard }) })
    return runs
  }
  const whole = await runsOf()
  for (const index of [1, 2, 3, 4]) expect(await runsOf({ index, count: 4 })).toBeLessThan(whole / 2)
})
