import { truncateSync } from 'node:fs'
import { expect } from 'vitest'
import { dir, fifo, file } from '../../../fixtures/tree.ts'
import { test } from '../../../fixtures/vitest.ts'
import { cellsFor, readEarlierAtlases } from '../../../src/atlas/earlier-atlas.ts'
import { atlasesJson } from '../../../src/atlas/report/json.ts'
import { sampleAtlas } from './sample-atlas.ts'

test('reads back what is printed, of one subject and of several', async ({ world }) => {
  const one = sampleAtlas()
  const several = [sampleAtlas({ name: 'old' }), sampleAtlas({ name: 'new', cells: [] })]
  const w = await world({
    'one.json': file(JSON.stringify(atlasesJson([one]))),
    'several.json': file(JSON.stringify(atlasesJson(several))),
  })
  const cells = one.cells.map(cell => expect.objectContaining(cell))
  expect(readEarlierAtlases(w.path('one.json'))).toEqual(new Map([[null, cells]]))
  expect(readEarlierAtlases(w.path('several.json'))).toEqual(
    new Map([
      ['old', cells],
      ['new', []],
    ]),
  )
})

test.each([
  ['absent.json', 'cannot be read (ENOENT).'],
  ['directory', 'is no file.'],
  ['fifo', 'is no file.'],
  ['large.json', 'has more than 64 MiB.'],
  ['text.json', 'is not JSON.'],
  ['gate.json', 'is no atlas:\n  cells: expected what `atlas --json` prints, not nothing'],
  ['odd.json', 'is no atlas:\n  cells.0.outcome: expected an outcome'],
  ['list.json', 'is no atlas:\n  version: expected what `atlas --json` prints, not nothing'],
  ['several.json', 'is no atlas:\n  subjects.0.name: expected a name and an atlas, not nothing'],
])('refuses %s', async (name, problem) => {
  const cell = { home: 'a', target: 'b', link: 'c', outcome: '<script>' }
  const { world } = await import('../../../fixtures/index.ts')
  await using w = await world({
    directory: dir(),
    fifo: fifo(),
    'large.json': file(''),
    'text.json': file('cells'),
    'gate.json': file('{"version":1,"ok":true}'),
    'odd.json': file(JSON.stringify({ version: 1, subject: 'x', cells: [cell] })),
    'list.json': file('[]'),
    'several.json': file('{"version":1,"subjects":[{"version":1,"cells":[]}]}'),
  })
  truncateSync(w.path('large.json'), 64 * 1024 * 1024 + 1)
  const path = w.path(name)
  expect(() => readEarlierAtlases(path)).toThrow(`--compare: "${path}" ${problem}`)
})

test('subjects are matched by name, or as the only ones', () => {
  const { cells } = sampleAtlas()
  expect(cellsFor(new Map([[null, cells]]), null, [null], 'a.json')).toBe(cells)
  expect(cellsFor(new Map([['old', cells]]), null, [null], 'a.json')).toBe(cells)
  expect(cellsFor(new Map([['old', cells]]), 'old', ['old', 'new'], 'a.json')).toBe(cells)
  expect(() => cellsFor(new Map([['\u001b', cells]]), 'new', ['old', 'new'], 'a.json')).toThrow(
    '--compare: "a.json" has no subject called "new"; its subjects: \\x1b.',
  )
})
