import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { mapInOrder } from '../../../src/experiments/map-in-order.ts'

/** Work that is done when the test says so, and how much of it is under way. */
class Work {
  readonly started: number[] = []
  #most = 0
  readonly #open = new Map<number, () => void>()

  readonly begin = (item: number): Promise<string> => {
    this.started.push(item)
    return new Promise(resolve => {
      this.#open.set(item, () => resolve(`done ${item}`))
      this.#most = Math.max(this.#most, this.#open.size)
    })
  }

  get underWay(): number[] {
    return [...this.#open.keys()]
  }

  /** The most that was under way at once. */
  get most(): number {
    return this.#most
  }

  async finish(item: number): Promise<void> {
    this.#open.get(item)?.()
    this.#open.delete(item)
    await setImmediate()
  }
}

async function allOf<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const result of results) all.push(result)
  return all
}

test('results come in the order of the items, whichever is done first', async () => {
  const work = new Work()
  const results = allOf(mapInOrder([0, 1, 2], 3, work.begin))
  await setImmediate()
  for (const item of [2, 0, 1]) await work.finish(item)
  expect(await results).toEqual(['done 0', 'done 1', 'done 2'])
})

test('the work is given each item with its index', async () => {
  const pairs = mapInOrder(['a', 'b'], 2, async (item, index) => `${index}${item}`)
  expect(await allOf(pairs)).toEqual(['0a', '1b'])
})

test.each([1, 2, 3, 9])('at a width of %d, as many are under way at once, and no more', async width => {
  const work = new Work()
  const items = [0, 1, 2, 3, 4]
  const results = allOf(mapInOrder(items, width, work.begin))
  await setImmediate()
  while (work.underWay.length > 0) await work.finish(work.underWay.at(-1) ?? 0)
  expect(await results).toHaveLength(items.length)
  expect(work.most).toBe(Math.min(width, items.length))
})

test('nothing yields nothing', async () => {
  expect(await allOf(mapInOrder([], 2, async () => 'never'))).toEqual([])
})

describe('a consumer that stops early', () => {
  test('starts nothing more, and goes on when what is under way is done', async () => {
    const work = new Work()
    let isOver = false
    const consumed = (async () => {
      for await (const _ of mapInOrder([0, 1, 2, 3], 2, work.begin)) break
      isOver = true
    })()
    await setImmediate()
    await work.finish(0)
    const { started } = work
    expect([started, isOver]).toEqual([[0, 1, 2], false])
    for (const item of [1, 2]) await work.finish(item)
    await consumed
    expect(started).toEqual([0, 1, 2])
  })

  test('is not disturbed by a failure of what is under way', async () => {
    const seen: string[] = []
    const work = async (item: string) => {
      if (item === 'bad') throw new Error('too late')
      return item
    }
    for await (const item of mapInOrder(['good', 'bad'], 2, work)) {
      seen.push(item)
      break
    }
    expect(seen).toEqual(['good'])
  })
})

describe('work that throws', () => {
  test('fails in its turn, after the results before it', async () => {
    const seen: number[] = []
    const work = async (item: number) => {
      if (item === 2) throw new Error('the third fails')
      return item
    }
    const consumed = (async () => {
      for await (const item of mapInOrder([0, 1, 2, 3], 4, work)) seen.push(item)
    })()
    await expect(consumed).rejects.toThrow(new Error('the third fails'))
    expect(seen).toEqual([0, 1])
  })

  test('is the last that is started, and what is under way is awaited', async () => {
    const work = new Work()
    const results = allOf(
      mapInOrder([0, 1, 2, 3], 2, item =>
        item === 1 ? Promise.reject(new Error('the second fails')) : work.begin(item),
      ),
    )
    // Handled before it happens: an unhandled rejection fails the run.
    const failure = expect(results).rejects.toThrow(new Error('the second fails'))
    await setImmediate()
    expect(work.underWay).toEqual([0])
    await work.finish(0)
    await failure
    expect(work.started).toEqual([0])
  })
})
