import { expect, test } from 'vitest'
import { troubleInWords } from '../../../../src/laws/wording/trouble.ts'
import type { Trouble } from '../../../../src/observation/trouble.ts'
import { point } from '../../../judging/written-observations.ts'

const before = point('mkdir', 'a')
const every = { path: 'a', volatileNames: [] }

const CASES: readonly (readonly [trouble: Trouble, words: string])[] = [
  [{ kind: 'crash', before }, 'when it was killed before mkdir of `a`'],
  [{ kind: 'fault', at: before, errno: 'EIO' }, 'when mkdir of `a` failed with EIO'],
  [
    { kind: 'fault', at: { every: 'look', ...every }, errno: 'EIO' },
    'when every look at `a` failed with EIO',
  ],
  [
    { kind: 'fault', at: { every: 'make', ...every }, errno: 'EROFS' },
    'when every attempt to make `a` failed with EROFS',
  ],
  [
    { kind: 'fault', at: { every: 'remove', ...every }, errno: 'EACCES' },
    'when every attempt to remove `a` failed with EACCES',
  ],
  [
    { kind: 'fault', at: { every: 'write', ...every }, errno: 'ENOSPC' },
    'when every write to `a` failed with ENOSPC',
  ],
  [
    { kind: 'intrusion', before, path: 'a/x', makes: 'file' },
    'when somebody else made `a/x` right before mkdir of `a`',
  ],
  [{ kind: 'race', runs: 2, order: { by: 'chance' } }, 'when two of it ran at once'],
  [{ kind: 'race', runs: 3, order: { by: 'chance' } }, 'when three of it ran at once'],
  [{ kind: 'live-writes', at: 'any time' }, 'while agents wrote'],
]

test.each(CASES)('%j', (trouble, words) => {
  expect(troubleInWords({ trouble, made: [] })).toBe(words)
})

test('what an intruder made is told by the name that it got', () => {
  const trouble = { kind: 'intrusion', before, path: 'a/x', makes: 'directory' } as const
  expect(troubleInWords({ trouble, made: ['a/y', 'a/y/somebody-else'] })).toBe(
    'when somebody else made `a/y` right before mkdir of `a`',
  )
})
