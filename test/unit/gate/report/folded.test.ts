import { describe, expect, test } from 'vitest'
import { folded, foldedOutput } from '../../../../src/gate/report/brief/folded.ts'

const line = (depth: number, label: string, fate = 'destroyed', isDirectory = false) => ({
  ...{ depth, label, fate, isDirectory, now: null },
})
const labels = (lines: Parameters<typeof folded>[0]) =>
  folded(lines).map(({ depth, label }) => `${' '.repeat(depth)}${label}`)
const files = (depth: number, count: number, fate?: string) =>
  Array.from({ length: count }, (_, i) => line(depth, `${i}.jsonl`, fate))

describe('entries that follow each other with one fate', () => {
  test('are folded to the first three and a count', () => {
    expect(labels([line(0, 'projects', 'kept', true), ...files(1, 300)])).toEqual([
      ...['projects', ' 0.jsonl', ' 1.jsonl', ' 2.jsonl', ' ... 297 more like these'],
    ])
    expect(folded(files(0, 6)).at(-1)).toMatchObject({ fate: 'destroyed' })
  })

  test('are all shown if they are few', () => {
    expect(labels(files(0, 5))).toHaveLength(5)
  })

  test('are folded apart where one of another fate comes between', () => {
    expect(labels([...files(0, 7), line(0, 'kept', 'kept'), ...files(0, 6)])).toEqual([
      ...['0.jsonl', '1.jsonl', '2.jsonl', '... 4 more like these', 'kept'],
      ...['0.jsonl', '1.jsonl', '2.jsonl', '... 3 more like these'],
    ])
  })

  test('are folded with all that they hold', () => {
    const days = Array.from({ length: 9 }, (_, i) => [line(0, `day-${i}`, 'destroyed', true), ...files(1, 1)])
    expect(labels([...days.flat(), line(0, 'empty', 'destroyed', true)])).toEqual([
      ...['day-0', ' 0.jsonl', 'day-1', ' 0.jsonl', 'day-2', ' 0.jsonl', '... 6 more like these', 'empty'],
    ])
  })
})

test('a long output is folded in its middle', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`).join('\n')
  expect(foldedOutput(lines(21))).toBe(lines(21))
  expect(foldedOutput(lines(50)).split('\n').slice(9, 12)).toEqual([
    ...['line 9', '... 30 lines left out ...', 'line 40'],
  ])
})
