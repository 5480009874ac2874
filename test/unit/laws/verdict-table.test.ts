import { describe, expect, test } from 'vitest'
import { lawWithId } from '../../../src/laws/index.ts'
import type { Observation } from '../../../src/observation/observation.ts'
import { judgementBy, observationOf } from '../../judging/functions.ts'
import { CASES, JUDGED } from './verdict-table.ts'

describe('of a reconciler, the laws say the same as the table where it', () => {
  test.each(CASES.map(of => [of.it, of] as const))('%s', async (_, of) => {
    const { probe, ...unprobed } = await observationOf(of.in, of.by, of.setup)
    const isProbed = probe !== undefined && of.isUnprobed !== true
    expect(marksOf(isProbed ? { ...unprobed, probe } : unprobed)).toBe(of.says)
  })
})

test.each(JUDGED)('the table has a reconciler that breaks %s, and one that keeps it', id => {
  const marks = CASES.map(({ says }) => says[JUDGED.indexOf(id)])
  expect(marks).toEqual(expect.arrayContaining(['x', '.']))
})

/** What the laws say of what was seen: a mark for each. */
function marksOf(seen: Observation): string {
  return JUDGED.map(id => {
    const judgement = judgementBy(lawWithId(id), seen)
    if (judgement === 'held') return '.'
    return judgement === 'vacuous' ? '-' : 'x'
  }).join('')
}
