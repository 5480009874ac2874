import { lstatSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { judgeScript } from '../../judging/gate.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { LN_SFN, REMOVES } from '../../reconcilers/shell-scripts.ts'

describe.skipIf(lacksBwrap)('--keep', () => {
  const options = { laws: ['keeps-data'], sample: { index: 1, count: 12 } } as const

  test('leaves the world that breaks a law as the command leaves it, and says where', async () => {
    const { notes } = await judgeScript(LN_SFN, { ...options, keep: true })
    const root = /^the world that breaks keeps-data is kept in (\/.*)$/.exec(notes[0] ?? '')?.[1] ?? ''
    try {
      expect(notes).toHaveLength(1)
      expect(lstatSync(`${root}/a/projects`).isSymbolicLink()).toBe(true)
      expect(readFileSync(`${root}/../tmp/request.json`, 'utf8')).toContain(`${root}/a`)
    } finally {
      removeTree(dirname(dirname(root)))
    }
  })

  test('is not the usual: no world is left', async () => {
    const { notes, laws } = await judgeScript(REMOVES, options)
    expect(notes).toEqual([])
    expect(laws[0]?.verdict).toBe('broken')
  })
})
