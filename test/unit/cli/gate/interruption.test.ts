import { expect, test } from 'vitest'
import { FoundSoFar } from '../../../../src/cli/gate/interruption.ts'
import { result, shownReport } from '../../gate/report/formats/sample.ts'

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

test('of several subjects, it is the verdict of each that is judged, and what the current one breaks', () => {
  const found = new FoundSoFar()
  found.onProgress('8 of 8 worlds')
  found.onViolation('install: private', '`a` is open')
  found.end(shownReport([result('keeps-data')]))
  found.end({ name: 'upgrade', error: 'there is no sandbox' })
  found.onProgress('rollback: 3 of 8 worlds')
  found.onViolation('rollback: keeps-data', '`a` was destroyed')
  expect(found.text.replace(/[\d.]+ s/u, 'N s')).toBe(
    'sh install.sh: Passed at level safe: 1 law held\nupgrade: no verdict\ninterrupted after N s (rollback: 3 of 8 worlds), without a verdict; 1 law broken so far:\n  rollback: keeps-data: `a` was destroyed\n',
  )
})
