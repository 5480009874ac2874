import { expect, test } from 'vitest'
import { fewerTurns } from '../../../../src/gate/shrink/fewer-turns.ts'
import type { Trouble } from '../../../../src/observation/trouble.ts'

type Race = Extract<Trouble, { kind: 'race' }>

/** A race by turns, written as `0012`. */
function race(turns: string, runs = 2): Race {
  return { kind: 'race', runs, order: { by: 'turns', turns: [...turns].map(Number) } }
}

function turnsOf(trouble: Trouble): string {
  return trouble.kind === 'race' && trouble.order.by === 'turns' ? trouble.order.turns.join('') : ''
}

/** The fewest turns that are left of some, where they do harm for as long as they hold others in order. */
async function least(turns: string, needed: RegExp): Promise<string> {
  return turnsOf(await fewerTurns(race(turns), async fewer => needed.test(turnsOf(fewer))))
}

test('a stretch is left out for as long as the rest does harm all the same', async () => {
  expect(await least('00110010', /01.*0/)).toBe('0010')
})

test('one run that is interrupted once is what is left of two that took turns', async () => {
  expect(await least('0101010101', /0.*1/)).toBe('01')
})

test('where every stretch is needed, all stay', async () => {
  expect(await least('001100', /^001100$/)).toBe('001100')
})

test('where it does harm in any order, none is left', async () => {
  expect(await least('0011', /^/)).toBe('')
})

test('what has become one stretch by leaving another out may be left out whole', async () => {
  expect(await least('0102', /2/)).toBe('2')
})

test('how many ran at once stays', async () => {
  const fewer = await fewerTurns(race('0120', 3), async () => true)
  expect(fewer).toEqual({ kind: 'race', runs: 3, order: { by: 'turns', turns: [] } })
})

const POINT = { among: 'all', index: 0, call: 'mkdir', path: 'a', nth: 1, volatileNames: [] } as const
const OTHERS: readonly Trouble[] = [
  { kind: 'race', runs: 2, order: { by: 'holding', before: POINT } },
  { kind: 'race', runs: 2, order: { by: 'chance' } },
  { kind: 'crash', before: POINT },
  { kind: 'fault', at: POINT, errno: 'EIO' },
  { kind: 'intrusion', before: POINT, path: 'a', makes: 'file' },
  { kind: 'live-writes', at: 'every step' },
]

test.each(OTHERS)('what has no turns is left as it is, and not tried: $kind $order.by', async trouble => {
  const fewer = await fewerTurns(trouble, () => Promise.reject(new Error('tried')))
  expect(fewer).toBe(trouble)
})
