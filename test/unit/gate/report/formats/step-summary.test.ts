import { describe, expect, test } from 'vitest'
import { gateSummary, summaryOfFailure } from '../../../../../src/gate/report/formats/step-summary.ts'
import { hostileReport } from './hostile.ts'
import { counterexample, result, shownReport } from './sample.ts'

/** Returns a summary as the text outside its blocks of code, without the escapes, and those blocks. */
function read(summary: string) {
  const blocks: string[] = []
  const outside: string[] = []
  let fence: string | null = null
  for (const line of summary.split('\n')) {
    const [, ticks = null] = /^(`{3,})\w*$/u.exec(line) ?? []
    if (fence === null && ticks !== null) {
      fence = ticks
      blocks.push('')
    } else if (fence !== null && ticks !== null && line === ticks && ticks.length >= fence.length)
      fence = null
    else if (fence === null) outside.push(line)
    else blocks.push(`${blocks.pop() ?? ''}${line}\n`)
  }
  return { blocks, outside: outside.filter(line => line !== ''), isClosed: fence === null }
}

test('the worst law is shown in full, and each other one in one line', () => {
  const summary = gateSummary(
    shownReport([
      result('keeps-data', { counterexample: counterexample('orphaned', 46) }),
      result('crash-safe', { counterexample: counterexample('destroyed', 12) }),
      result('ends', { verdict: 'waived', reason: 'it waits' }),
      result('private', { counterexample: counterexample(null), fails: false }),
      result('tells-the-truth'),
    ]),
  )
  const { blocks, outside } = read(summary)
  expect(blocks).toHaveLength(1)
  expect(blocks[0]).toMatch(/^✗ crash-safe: killed at any point/u)
  expect(blocks[0]).toContain('Replay:\n    npx vitest-shared-links gate ')
  expect(outside.map(line => line.replaceAll('\\', ''))).toEqual([
    '## vitest-shared-links: sh install.sh',
    '**Refused at level safe: it breaks keeps-data, crash-safe** (1 warning)',
    '9 worlds, seed 1, 1.0 s, sandbox bwrap',
    '- ❌ **keeps-data** broken: data was orphaned',
    '- ➖ **ends** waived: it waits',
    '- ⚠️ **private** warning: data was null',
    '- ✅ **tells-the-truth** held in 9 worlds',
  ])
})

describe('nothing that a subject controls', () => {
  test('leaves its block of code, or its line', () => {
    const { blocks, outside, isClosed } = read(gateSummary(hostileReport()))
    expect(isClosed).toBe(true)
    expect(blocks).toHaveLength(1)
    expect(blocks[0]).toContain('```` `````')
    expect(outside).toHaveLength(8)
    // Of the punctuation that means something to Markdown, what is not escaped is the format's own.
    const bare = outside.map(line =>
      line
        .replace(/^(?:## |- )/u, '')
        .replaceAll('**', '')
        .replaceAll(/\\./gu, ''),
    )
    expect(bare.join('')).not.toMatch(/[!-/:-@[-`{-~]/u)
  })

  test('makes the summary larger than GitHub takes', () => {
    const output = `${'`'.repeat(100)}${'\u{10348}'.repeat(2_000_000)}`
    const long = counterexample('destroyed', 1, { output, summary: output })
    const laws = [
      result('keeps-data', { counterexample: long }),
      result('crash-safe', { counterexample: long }),
    ]
    expect(Buffer.byteLength(gateSummary(shownReport(laws)))).toBeLessThan(1024 * 1024)
    expect(Buffer.byteLength(summaryOfFailure(output))).toBeLessThan(1024 * 1024)
  })
})
