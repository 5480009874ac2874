import { describe, expect, it } from 'vitest'
import { world } from '../../../fixtures/world.ts'
import { FILE_ROW_DEPLOYMENT, FILE_ROWS } from './file-table.ts'
import { expectAllKept, planned, ran } from './run.ts'
import { ROW_DEPLOYMENT, ROWS } from './table.ts'

const ALL = [
  ...ROWS.map(row => ({ ...row, deployment: ROW_DEPLOYMENT })),
  ...FILE_ROWS.map(row => ({ ...row, deployment: FILE_ROW_DEPLOYMENT })),
]

describe.each(ALL)('when $state', ({ tree, messages, made, deployment }) => {
  it('makes missing entries, reports conflicts, and changes no earlier entry', async () => {
    await using w = await world(tree, deployment)
    const before = w.snapshot()
    expect(ran(w)).toEqual({ made, messages })
    expectAllKept(before, w)
  })

  it('plans exactly what a run makes, and changes nothing', async () => {
    await using w = await world(tree, deployment)
    const before = w.snapshot()
    expect(planned(w)).toEqual({ made, messages })
    expect(w.snapshot()).toEqual(before)
  })

  it('reports the same again, and makes nothing more', async () => {
    await using w = await world(tree, deployment)
    ran(w)
    const before = w.snapshot()
    expect(ran(w)).toEqual({ made: [], messages })
    expect(w.snapshot()).toEqual(before)
  })
})
