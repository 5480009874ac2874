import { expect, test } from 'vitest'
import { FoundSoFar } from '../../../../src/cli/gate/interruption.ts'

test('what was found so far is how far the run is, and how each law is broken worst', () => {
  const found = new FoundSoFar()
  const text = () => found.text.replace(/[\d.]+ s/u, 'N s')
  expect(text()).toBe('interrupted after N s, without a verdict; no broken law was found so far\n')
  found.onProgress('3 of 8 worlds\u001b')
  found.onViolation('keeps-data', '`a` was orphaned')
  found.onViolation('keeps-data', '`a` was destroyed')
  found.onViolation('private', '`b` is\n::error::x')
  expect(text()).toBe(
    'interrupted after N s (3 of 8 worlds\\x1b), without a verdict; 2 laws broken so far:\n  keeps-data: `a` was destroyed\n  private: `b` is\\n::error::x\n',
  )
})
