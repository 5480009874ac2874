import { expect, test } from 'vitest'
import { progress } from '../../../../src/gate/search/progress.ts'

/** Returns what is written if a line is shown at each of these times, in milliseconds. */
function shown(isTTY: boolean, times: readonly number[]): string[] {
  const written: string[] = []
  let time = 0
  const screen = { isTTY, columns: 12, write: (text: string) => written.push(text) }
  const { show, end } = progress(screen, () => time)
  for (const at of times) {
    time = at
    show(`${at} of many\u001b worlds`)
  }
  end()
  return written
}

test('rewrites one line of a terminal, no wider than it, and clears it at the end', () => {
  expect(shown(true, [0, 50, 120])).toEqual(['\r\u001b[K0 of many\\x', '\r\u001b[K120 of many', '\r\u001b[K'])
})

test('shows the worlds a second and the time left on a terminal, once a second is over, and for each phase anew', () => {
  const written: string[] = []
  let time = 0
  const { show } = progress({ isTTY: true, write: text => written.push(text) }, () => time)
  const step = (at: number, done: number, total: number) => {
    time = at
    show(`${done} of ${total}`, { done, total })
  }
  step(0, 1, 101)
  step(900, 10, 101)
  step(2000, 41, 101)
  step(2500, 1, 8)
  step(6500, 3, 8)
  time = 7000
  show('shrinking')
  expect(written.map(text => text.slice(4))).toEqual([
    '1 of 101',
    '10 of 101',
    '[20 worlds/s, 3 s left] 41 of 101',
    '1 of 8',
    '[0.5 worlds/s, 10 s left] 3 of 8',
    'shrinking',
  ])
})

test('writes to a log every ten seconds, and nothing in a short run', () => {
  expect(shown(false, [0, 9999])).toEqual([])
  expect(shown(false, [0, 10_000, 19_999, 20_000])).toEqual([
    '10000 of many\\x1b worlds\n',
    '20000 of many\\x1b worlds\n',
  ])
})

test.each([
  [true, '\r\u001b[Kbroken\\x1b\n'],
  [false, 'broken\\x1b\n'],
])('writes a line that stays at once (on a terminal: %s)', (isTTY, line) => {
  const written: string[] = []
  progress({ isTTY, write: text => written.push(text) }, () => 0).tell('broken\u001b')
  expect(written).toEqual([line])
})
