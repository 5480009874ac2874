import { expect, test } from 'vitest'
import type { LawResult, Troubled } from '../../../../src/gate/judge-report.ts'
import { trialText } from '../../../../src/gate/report/words/trial-text.ts'
import type { LawId } from '../../../../src/laws/index.ts'

/** What is said of a law that held, and was tried so much. */
function words(id: LawId, troubled: Partial<Troubled> | null, seconds = 0): string {
  const result: LawResult = {
    id,
    level: 'safe',
    says: '',
    verdict: 'held',
    worlds: 1,
    brokenIn: 0,
    waived: [],
    troubled: troubled && { moments: 0, struck: {}, missed: 0, orders: 0, ...troubled },
    seconds,
    reason: null,
    fails: false,
    counterexample: null,
    others: [],
  }
  return trialText(result)
}

test('nothing is said of a law that needs no stop', () => {
  expect(words('keeps-data', null, 3)).toBe('')
})

test.each([
  [
    'crash-safe',
    { moments: 12, struck: { crash: 412 }, missed: 3 },
    5.14,
    ', 12 moments, 412 kills, 3 without effect, 5.1 s',
  ],
  ['crash-safe', { moments: 1, struck: { crash: 1 } }, 0, ', 1 moment, 1 kill'],
  ['crash-safe', { struck: { signal: 12, crash: 3 } }, 0, ', 3 kills, 12 signals'],
  ['crash-safe', { struck: { crash: 0, signal: 1 } }, 0, ', 1 signal'],
  ['fault-safe', { struck: { fault: 2 } }, 0.04, ', 2 failed calls'],
  ['fault-safe', { struck: { fault: 1 } }, 0.05, ', 1 failed call, 0.1 s'],
  ['race-safe', { struck: { race: 14 }, orders: 123_456 }, 0, ', 14 races, all 1.2e+5 orders of two runs'],
  ['race-clean', { struck: { race: 1 } }, 0, ', 1 race'],
  ['yields-to-others', { struck: { intrusion: 7 }, missed: 1 }, 0, ', 7 intrusions, 1 without effect'],
  ['keeps-live-writes', { struck: { 'live-writes': 2 } }, 0, ', 2 runs with live writers'],
  ['keeps-live-writes', { struck: { 'live-writes': 1 } }, 0, ', 1 run with live writers'],
  ['always-linked', { moments: 30 }, 0, ', 30 moments'],
] as const)('%s with %o in %d s', (id, troubled, seconds, said) => {
  expect(words(id, troubled, seconds)).toBe(said)
})
