import { describe, expect, test } from 'vitest'
import { lineBehind, recordedLinesIn } from '../../../../../src/subjects/trace/lines/recorded-lines.ts'

describe('a record', () => {
  test('gives each line with its process, its file and its text', () => {
    const record = `\u00017 install.sh:3: rm -r a
+++\u00018 :2: echo 'two
lines: 1'
\u00019 /x/a b:c.py:12: os.remove a: b
`
    expect(recordedLinesIn(record)).toEqual([
      { pid: 7, file: 'install.sh', number: 3, text: 'rm -r a' },
      { pid: 8, file: null, number: 2, text: "echo 'two\nlines: 1'" },
      { pid: 9, file: '/x/a b:c.py', number: 12, text: 'os.remove a: b' },
    ])
  })

  test('that was cut off gives the lines before', () => {
    expect(recordedLinesIn('\u00017 a.sh:1: true\n\u00017 a.s')).toHaveLength(1)
    expect(recordedLinesIn('')).toEqual([])
  })
})

describe('the line behind a call', () => {
  const WRAPPER = { pid: 1, file: 'wrapper.sh', number: 2, text: 'python3 link.py' }
  const SCRIPT = { pid: 2, file: 'link.py', number: 9, text: 'os.rename a b' }
  const INLINE = { pid: 2, file: null, number: 1, text: 'os.rename a b' }
  const STEP = { path: 'a/projects', by: 'python3' }
  const RECORD = [WRAPPER, { ...SCRIPT, number: 4 }, SCRIPT, { ...WRAPPER, pid: 3, number: 7 }]

  test.each([
    ['the last of the process itself', { lineage: [2, 1], isAside: false }, RECORD, 'link.py:9'],
    ['that of the nearest process that has one', { lineage: [5, 2, 1], isAside: false }, RECORD, 'link.py:9'],
    [
      'that of a wrapper, where the script has no file',
      { lineage: [2, 1], isAside: false },
      [WRAPPER, INLINE],
      'wrapper.sh:2',
    ],
    [
      'that of the command line, where nothing else is known',
      { lineage: [2], isAside: false },
      [INLINE],
      'null:1',
    ],
    [
      'the last that names the program, where its process has left its family',
      { lineage: [9], isAside: false },
      RECORD,
      'wrapper.sh:7',
    ],
  ])('is %s', (_, lineage, lines, expected) => {
    const found = lineBehind(STEP, lineage, lines)
    expect(`${found?.file}:${found?.number}`).toBe(expected)
  })

  test('is that which names the path, for a call of another thread', () => {
    const lines = ['mkdir shared', 'rm /root/a/projects', 'mkdir other'].map((text, i) => ({
      ...{ pid: 2, file: 'link.mjs', number: i + 1, text },
    }))
    const behind = (path: string) => lineBehind({ path, by: 'node' }, { lineage: [2], isAside: true }, lines)
    expect(behind('a/projects/only.jsonl')?.number).toBe(2)
    expect(behind('shared')?.number).toBe(1)
    expect(behind('elsewhere')?.number).toBe(3)
  })

  test('is unknown where nothing is recorded', () => {
    expect(lineBehind(STEP, { lineage: [2], isAside: false }, [])).toBeNull()
  })
})
