import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { NamedAtlas } from '../../../src/atlas/atlas.ts'
import { type Block, gridOf, joined } from '../../../src/atlas/report/grid.ts'
import { MARKS } from '../../../src/atlas/report/marks.ts'
import { atlasesSvg } from '../../../src/atlas/report/svg.ts'
import { PICTURE, picturedAtlases } from '../../atlas/pictured.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { HOMES, TABLES } from './tables.ts'

const COLUMNS = 'absent directory directory-with-data link file dangling loop unreadable'.split(' ')

describe.skipIf(lacksBwrap)('of three hand-made scripts and the built-in reconciler', () => {
  let atlases: readonly NamedAtlas[]

  beforeAll(async () => {
    atlases = await picturedAtlases()
  }, 300_000)

  test.each(Object.entries(TABLES))('every cell of %s is what was worked out by hand', (name, table) => {
    const atlas = atlases.filter(({ subject }) => subject === `sh test/atlas/${name}.sh`)
    const { columns, withEntries, withoutEntries } = gridOf(atlas)
    expect(columns).toEqual(COLUMNS)
    expect(joined(withEntries).map(signsIn)).toEqual([['home: directory or link', table]])
    const homes = Object.entries(HOMES).map(([home, signs]) => [`home: ${home}`, signs])
    expect(signsIn(withoutEntries)).toEqual(['other homes', Object.fromEntries(homes)])
  })

  test('the picture in the README is what `npm run docs:atlas` draws', () => {
    expect(atlasesSvg(atlases)).toBe(readFileSync(PICTURE, 'utf8'))
  })
})

/** Returns the title of a block, and the signs of each row. */
function signsIn({ title, labels, panels: [panel = []] }: Block): readonly [string, object] {
  const signs = panel.map(row =>
    row.map(cell => (cell === undefined ? ' ' : MARKS[cell.outcome].sign)).join(''),
  )
  return [title, Object.fromEntries(labels.map((label, i) => [label, signs[i]]))]
}
