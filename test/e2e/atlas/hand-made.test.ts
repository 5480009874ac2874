import { describe, expect, test } from 'vitest'
import { atlasOf } from '../../../src/atlas/atlas.ts'
import { gridOf } from '../../../src/atlas/report/grid.ts'
import { MARKS } from '../../../src/atlas/report/marks.ts'
import { command } from '../../../src/subjects/command/command.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { HOMES, TABLES } from './tables.ts'

const OPTIONS = {
  deployment: { homes: ['.claude'], links: [{ name: 'projects', target: '.shared/projects' }] },
  ...{ equality: null, allow: new Map(), given: null, homesExist: false, onProgress: () => {} },
}

const COLUMNS = 'absent directory directory-with-data link file dangling loop unreadable'.split(' ')

describe.skipIf(lacksBwrap)('every cell is what was worked out by hand, of', () => {
  test.each(Object.entries(TABLES))('%s.sh', async (name, table) => {
    const subject = command(['sh', `test/atlas/${name}.sh`], { parallel: 2 })
    const { columns, withEntries, withoutEntries } = gridOf(await atlasOf(subject, OPTIONS))
    expect(columns).toEqual(COLUMNS)
    expect(withEntries.map(({ title }) => title)).toEqual(['home: directory', 'home: link'])
    for (const panel of withEntries) expect(signsIn(panel.rows)).toEqual(table)
    const homes = Object.entries(HOMES).map(([home, signs]) => [`home: ${home}`, signs])
    expect(signsIn(withoutEntries.rows)).toEqual(Object.fromEntries(homes))
  })
})

function signsIn(rows: ReturnType<typeof gridOf>['withoutEntries']['rows']): object {
  return Object.fromEntries(
    rows.map(({ label, cells }) => [
      label,
      cells.map(cell => (cell === undefined ? ' ' : MARKS[cell.outcome].sign)).join(''),
    ]),
  )
}
