import { expect, test } from 'vitest'
import { hasTurn } from '../../../src/experiments/part.ts'

test('each turn is that of one of several parts, and always that of the whole', () => {
  for (const turn of [0, 1, 2, 3, 17]) {
    const parts = [1, 2, 3].filter(index => hasTurn({ index, count: 3 }, turn))
    expect(parts).toEqual([(turn % 3) + 1])
    expect(hasTurn(null, turn)).toBe(true)
  }
})

test('several numbers add up to a turn, so that each world begins with another part', () => {
  expect(hasTurn({ index: 1, count: 4 }, 3, 2, 3)).toBe(true)
  expect(hasTurn({ index: 2, count: 4 }, 3, 2, 3)).toBe(false)
})
