import { describe, expect, test } from 'vitest'
import { GateError } from '../../../../src/gate/gate-error.ts'
import { endedWaivers, notesOnAllowed, reasonOf, waivedLosses } from '../../../../src/gate/options/waivers.ts'
import { settled } from '../../../../src/gate/settled-options.ts'
import { allowing, waiving } from '../../../judging/waivers.ts'

const UNTIL = { reason: 'on purpose', until: '2027-01-31' }

describe('a waiver with a last day', () => {
  const all = { waivers: new Map([['keeps-data:moved', UNTIL]]), allow: new Map([['*.log', UNTIL]]) }

  test('still holds on that day, and has ended on the next', () => {
    expect(endedWaivers(all, '2027-01-31')).toEqual([])
    expect(endedWaivers(all, '2027-02-01')).toEqual([
      'the waiver of keeps-data:moved ended on 2027-01-31, and today is 2027-02-01 (UTC): remove it, or set a later date',
      'the waiver of *.log ended on 2027-01-31, and today is 2027-02-01 (UTC): remove it, or set a later date',
    ])
  })

  test('says that day with its reason', () => {
    expect(waivedLosses(all.waivers, 'keeps-data')).toEqual([
      { kind: 'moved', reason: 'on purpose (until 2027-01-31)' },
    ])
    expect(notesOnAllowed(all.allow)).toEqual([
      'what matches *.log may be written in any way: on purpose (until 2027-01-31)',
    ])
  })

  test('is an error of `judge` once it has ended', () => {
    const options = { waive: { private: UNTIL } }
    expect(settled(options, '2027-01-31').waivers).toEqual(new Map([['private', UNTIL]]))
    expect(() => settled(options, '2027-02-01')).toThrow(GateError)
    expect(() => settled(options, '2027-02-01')).toThrow('the waiver of private ended on 2027-01-31')
  })
})

test('a waiver without a last day never ends', () => {
  const all = { waivers: waiving({ private: 'why' }), allow: allowing('a') }
  expect(endedWaivers(all, '9999-12-31')).toEqual([])
  expect(notesOnAllowed(all.allow)).toEqual([])
  expect(reasonOf({ reason: 'why', until: null })).toBe('why')
})
