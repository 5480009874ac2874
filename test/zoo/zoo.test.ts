import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LAW_IDS } from '../../src/laws/index.ts'
import { BROKEN } from './broken.ts'
import { RIGHT } from './right.ts'

describe('the zoo', () => {
  test('has every file of its folders in its lists, and no other', () => {
    const files = ['broken', 'right'].flatMap(folder =>
      readdirSync(new URL(folder, import.meta.url)).map(name => `${folder}/${name}`),
    )
    expect([...BROKEN, ...RIGHT].map(({ file }) => file).sort()).toEqual(files.sort())
  })

  test('has at least two that each law kills in every CI run', () => {
    const rare = LAW_IDS.filter(
      id => BROKEN.filter(({ dies, isSlow }) => dies === id && isSlow !== true).length < 2,
    )
    expect(rare).toEqual([])
  })

  test('stands in its README, each with what was measured of it', () => {
    const rows = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    for (const { file } of [...BROKEN, ...RIGHT]) expect(rows).toContain(`| [${file}](${file}) |`)
  })
})
