import pc from 'picocolors'
import { expect, test } from 'vitest'
import type { NamedAtlas } from '../../../../src/atlas/atlas.ts'
import { OUTCOMES, type Outcome } from '../../../../src/atlas/outcome.ts'
import { atlasesJson } from '../../../../src/atlas/report/json.ts'
import { MARKS } from '../../../../src/atlas/report/marks.ts'
import { atlasesText } from '../../../../src/atlas/report/text.ts'
import { HOSTILE, sampleAtlas } from '../sample-atlas.ts'

const atlasText = (atlas: NamedAtlas, colors: typeof plain) => atlasesText([atlas], colors)

const plain = pc.createColors(false)

test('draws the home states that hold entries side by side, and the others below', () => {
  expect(atlasText(sampleAtlas(), plain)).toBe(`sh link.sh
in 7 states of the home a, its entry projects, and the target shared
note: it also writes "x", beside the world's root

the link                       home: directory   home: link
                               ┌ target: absent
                               │ ┌ target: directory
absent                         ✓ ✓               ✓
file                           X                 -
fifo                             !
home: file                     -

X destroyed        1  a file's bytes are nowhere any more
O orphaned         0  a file can no longer be read at its path
! lied             1  success was reported, but a link is not right
+ strayed          0  something new that nobody asked for
> moved            0  an entry was moved, or merged into another
~ touched          0  an entry was changed or replaced, no data lost
✓ linked           3  success, and the link is right now
= already-right    0  success, and the link was right before
- refused          2  failure, and no entry was changed
? gave-up          0  failure with nothing in the way, or no end
`)
})

test('draws home states that are alike as one, and subjects beside each other with a table of totals', () => {
  const { cells } = sampleAtlas()
  const alike = cells.filter(({ link, home }) => link === 'absent' && home !== 'link')
  const linked = alike.map(cell => ({
    ...cell,
    home: cell.home === 'directory' ? ('link' as const) : cell.home,
  }))
  const one = sampleAtlas({ name: 'one', notes: [], cells: [...alike, ...linked] })
  const other = sampleAtlas({ name: 'another-subject-of-the-config', notes: [], cells: [] })
  const drawn = atlasesText([one, other], plain)
  expect(drawn.slice(0, drawn.indexOf('O orphaned'))).toBe(`one: sh link.sh
another-subject-of-the-config: sh link.sh
in 6 states of the home a, its entry projects, and the target shared

home: directory or link
the link                       one               another-subj...
                               ┌ target: absent
                               │ ┌ target: directory
absent                         ✓ ✓
home: file                     -

                     one anoth...
X destroyed            0        0  a file's bytes are nowhere any more
`)
})

test('every outcome has a sign of its own, of one character', () => {
  const signs = OUTCOMES.map(outcome => MARKS[outcome].sign)
  expect(new Set(signs).size).toBe(OUTCOMES.length)
  expect(signs.every(sign => [...sign].length === 1 && sign !== ' ')).toBe(true)
})

test('colors change nothing but colors', () => {
  const colored = atlasText(sampleAtlas(), pc.createColors(true))
  expect(colored).toContain('\u001b[31mX\u001b[39m')
  expect(colored.replaceAll(/\u001b\[\d+m/gu, '')).toBe(atlasText(sampleAtlas(), plain))
})

test('is at most 100 characters wide, whatever the names are', () => {
  const long = 'x'.repeat(200)
  const atlas = sampleAtlas({
    ...{ subject: long, place: { home: long, link: { name: long, target: long } }, notes: [] },
  })
  expect(
    Math.max(
      ...atlasText(atlas, plain)
        .split('\n')
        .map(line => line.length),
    ),
  ).toBe(100)
})

test.each(HOSTILE)('shows %j harmlessly', name => {
  const place = { home: name, link: { name, target: name } }
  const text = atlasText(sampleAtlas({ subject: name, place, notes: [name] }), plain)
  expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u)
  expect(text.split('\n')).toHaveLength(atlasText(sampleAtlas(), plain).split('\n').length)
})

test('as JSON, the only subject is the whole report, and named ones are a list', () => {
  const [cell] = sampleAtlas().cells
  const unnamed = sampleAtlas({ cells: cell === undefined ? [] : [cell] })
  const one = {
    version: 1,
    subject: 'sh link.sh',
    cells: [{ home: 'directory', target: 'absent', link: 'absent', outcome: 'linked' as Outcome, exit: 0 }],
  }
  expect(atlasesJson([unnamed])).toEqual(one)
  expect(atlasesJson([{ ...unnamed, name: 'install' }])).toEqual({
    version: 1,
    subjects: [{ name: 'install', ...one }],
  })
})
