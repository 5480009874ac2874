import { expect, test } from 'vitest'
import { oneAhead } from '../../../src/experiments/one-ahead.ts'

/** Opens resources, and records what becomes of them. */
function opener(fails: (item: string) => boolean = () => false) {
  const log: string[] = []
  const open = async (item: string, index: number) => {
    log.push(`open ${item}`)
    if (fails(item)) throw new Error(`no ${item}`)
    return { index, remove: () => void log.push(`remove ${item}`) }
  }
  return { log, open }
}

test('opens the next resource during the turn of one, and removes each after its turn', async () => {
  const { log, open } = opener()
  for await (const [item, { index }] of oneAhead(['a', 'b', 'c'], 2, open)) log.push(`use ${item} ${index}`)
  expect(log).toEqual([
    ...['open a', 'open b', 'use a 0', 'remove a'],
    ...['open c', 'use b 1', 'remove b', 'use c 2', 'remove c'],
  ])
})

test('removes what is open when the consumer stops', async () => {
  const { log, open } = opener()
  for await (const _ of oneAhead(['a', 'b', 'c'], 2, open)) break
  expect(log.sort()).toEqual(['open a', 'open b', 'remove a', 'remove b'])
})

test('throws what opening throws, in its turn', async () => {
  const { log, open } = opener(item => item === 'b')
  const all = async () => {
    for await (const [item] of oneAhead(['a', 'b', 'c'], 2, open)) log.push(`use ${item}`)
  }
  await expect(all()).rejects.toThrow('no b')
  expect(log).toEqual(['open a', 'open b', 'use a', 'remove a'])
})

test('yields nothing for no items', async () => {
  const { log, open } = opener()
  for await (const _ of oneAhead([], 2, open)) throw new Error('there is nothing to yield')
  expect(log).toEqual([])
})

test('with a width of 1, opens each resource after the one before is removed', async () => {
  const { log, open } = opener()
  for await (const [item] of oneAhead(['a', 'b'], 1, open)) log.push(`use ${item}`)
  expect(log).toEqual(['open a', 'use a', 'remove a', 'open b', 'use b', 'remove b'])
})
