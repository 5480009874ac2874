import pc from 'picocolors'
import { expect, test } from 'vitest'
import type { Cell } from '../../../src/atlas/cell.ts'
import { comparedWith } from '../../../src/atlas/compared.ts'
import { OUTCOMES, type Outcome } from '../../../src/atlas/outcome.ts'
import { atlasesJson } from '../../../src/atlas/report/json.ts'
import { atlasesText } from '../../../src/atlas/report/text.ts'
import { sampleAtlas } from './sample-atlas.ts'

function cellOf(outcome: Outcome, link: Cell['link'] = 'file'): Cell {
  return { home: 'directory', target: 'absent', link, outcome, exit: 0 }
}

test.each<[Outcome, Outcome, string]>([
  ['destroyed', 'refused', 'better'],
  ['refused', 'destroyed', 'worse'],
  ['orphaned', 'destroyed', 'worse'],
  ['lied', 'strayed', 'better'],
  ['moved', 'touched', 'better'],
  ['touched', 'gave-up', 'better'],
  ['gave-up', 'refused', 'better'],
  ['linked', 'refused', 'worse'],
  ['linked', 'already-right', 'other'],
])('from %s to %s is %s', (before, outcome, change) => {
  const { moved } = comparedWith([cellOf(before)], [cellOf(outcome)])
  expect(moved).toEqual([{ home: 'directory', target: 'absent', link: 'file', before, outcome, change }])
})

test('every outcome has its rank, and is no change from itself', () => {
  for (const outcome of OUTCOMES) {
    expect(comparedWith([cellOf(outcome)], [cellOf(outcome)])).toEqual({ moved: [], unmatched: 0 })
    const best = comparedWith([cellOf(outcome)], [cellOf('linked')]).moved
    expect(best.filter(({ change }) => change === 'worse')).toEqual([])
  }
})

test('states that only one of the two has are counted', () => {
  const earlier = [cellOf('linked'), { ...cellOf('linked'), link: 'a-state-of-another-version' }]
  const cells = [cellOf('linked'), cellOf('refused', 'fifo'), cellOf('refused', 'socket')]
  expect(comparedWith(earlier, cells)).toEqual({ moved: [], unmatched: 3 })
})

test('is worded below the atlas, the worse changes first, and is part of the JSON', () => {
  const links = ['file', 'fifo', 'socket', 'self', 'loop', 'dangling', 'divergent'] as const
  const cells = [...links.map(link => cellOf('refused', link)), cellOf('destroyed', 'absent')]
  const earlier = [...links.map(link => cellOf('orphaned', link)), cellOf('linked', 'absent')]
  const compared = comparedWith(earlier, cells)
  const atlas = sampleAtlas({ cells, compared })
  const text = atlasesText([atlas], pc.createColors(false))
  expect(text.slice(text.indexOf('since the earlier'))).toBe(`since the earlier atlas, 1 state worse, 7 better
  worse: linked -> destroyed, in 1 state
    home: directory, target: absent, link: absent
  better: orphaned -> refused, in 7 states
    home: directory, target: absent, link: file
    home: directory, target: absent, link: fifo
    home: directory, target: absent, link: socket
    home: directory, target: absent, link: self
    home: directory, target: absent, link: loop
    and 2 more
`)
  expect(atlasesJson([atlas])).toMatchObject({
    version: 1,
    compared: { unmatched: 0, moved: compared.moved },
  })
})

test('says so where nothing has changed', () => {
  const cells = [cellOf('linked')]
  const atlas = sampleAtlas({ name: 'install', cells, compared: comparedWith(cells, cells) })
  expect(atlasesText([atlas], pc.createColors(false))).toContain(
    '\ninstall: since the earlier atlas, no state has another outcome\n',
  )
})
