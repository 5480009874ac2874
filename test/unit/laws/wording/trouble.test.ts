import { expect, test } from 'vitest'
import { describeTrouble } from '../../../../src/laws/wording/trouble.ts'
import type { Trouble } from '../../../../src/observation/trouble.ts'
import { stepRef } from '../../../judging/written-observations.ts'

const before = stepRef('mkdir', 'a')
const every = { path: 'a', volatileNames: [] }

const CASES: readonly (readonly [trouble: Trouble, words: string])[] = [
  [{ kind: 'crash', before }, 'the run was killed before the mkdir of `a`'],
  [
    { kind: 'crash', before, interlude: 'weeks pass' },
    'the run was killed before the mkdir of `a` and weeks passed',
  ],
  [
    { kind: 'crash', before, interlude: 'agents write' },
    'the run was killed before the mkdir of `a` and agents wrote',
  ],
  [
    { kind: 'signal', before, signal: 'TERM', to: 'process' },
    'the program received TERM before the mkdir of `a`',
  ],
  [
    { kind: 'signal', before, signal: 'INT', to: 'group' },
    "the program's process group received INT before the mkdir of `a`",
  ],
  [{ kind: 'fault', at: before, errno: 'EIO' }, 'the mkdir of `a` failed with EIO'],
  [
    { kind: 'fault', at: { every: 'look', ...every }, errno: 'EIO' },
    'every attempt to inspect `a` failed with EIO',
  ],
  [
    { kind: 'fault', at: { every: 'make', ...every }, errno: 'EROFS' },
    'every attempt to create `a` failed with EROFS',
  ],
  [
    { kind: 'fault', at: { every: 'move', ...every }, errno: 'EXDEV' },
    'every attempt to move `a` failed with EXDEV',
  ],
  [
    { kind: 'fault', at: { every: 'remove', ...every }, errno: 'EACCES' },
    'every attempt to remove `a` failed with EACCES',
  ],
  [
    { kind: 'fault', at: { every: 'write', ...every }, errno: 'ENOSPC' },
    'every write to `a` failed with ENOSPC',
  ],
  [
    { kind: 'intrusion', before, path: 'a/x', makes: 'file' },
    'another process created `a/x` just before the mkdir of `a`',
  ],
  [{ kind: 'race', runs: 2, order: { by: 'chance' } }, 'two runs overlapped'],
  [{ kind: 'race', runs: 3, order: { by: 'chance' } }, 'three runs overlapped'],
  [{ kind: 'live-writes', at: 'any time' }, 'agents were writing'],
]

test.each(CASES)('%j', (trouble, words) => {
  expect(describeTrouble({ trouble, made: [] })).toBe(words)
})

test("an intruder's entry is named by the path that it got", () => {
  const trouble = { kind: 'intrusion', before, path: 'a/x', makes: 'directory' } as const
  expect(describeTrouble({ trouble, made: ['a/y', 'a/y/somebody-else'] })).toBe(
    'another process created `a/y` just before the mkdir of `a`',
  )
})
