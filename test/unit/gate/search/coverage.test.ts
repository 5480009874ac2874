import { describe, expect, test } from 'vitest'
import { coverageText } from '../../../../src/gate/report/words/coverage-text.ts'
import { type Reached, unreached } from '../../../../src/gate/search/coverage.ts'
import { TROUBLE_KINDS } from '../../../../src/observation/trouble.ts'

const NOTHING: Reached = {
  homes: {},
  targets: {},
  links: {},
  worlds: { clear: 1, conflict: 1, impossible: 0 },
  claims: {},
  struck: { crash: 1, fault: 1, race: 1, intrusion: 1, 'live-writes': 1 },
  missed: {},
  errnos: {},
  intruders: {},
  moments: 1,
}

describe('what a run has not come to is named', () => {
  test('each state that it was to try', () => {
    const states = { home: 'directory', target: 'file', link: 'fifo' } as const
    const reached = { ...NOTHING, homes: { directory: 3 }, links: { fifo: 0 } }
    expect(unreached(reached, [states], [])).toEqual([
      'no world with a target in the state `file` was tried',
      'no world with a link in the state `fifo` was tried',
    ])
  })

  test('a clear world, and one in conflict', () => {
    const worlds = { clear: 0, conflict: 0, impossible: 9 }
    expect(unreached({ ...NOTHING, worlds }, [], [])).toEqual([
      'no world without a conflict was tried',
      'no world with a conflict was tried',
    ])
  })

  test('each trouble that never struck', () => {
    const struck = Object.fromEntries(TROUBLE_KINDS.map(kind => [kind, 0]))
    expect(unreached({ ...NOTHING, struck, moments: 0 }, [], TROUBLE_KINDS)).toEqual([
      'no run was killed',
      'no call failed by injection',
      'no runs overlapped',
      'no other process created an entry during a run',
      'no agent wrote during a run',
    ])
  })

  test('but not a kill, where each moment was looked at', () => {
    expect(unreached({ ...NOTHING, struck: { crash: 0 } }, [], ['crash'])).toEqual([])
  })
})

test('the table names what was reached, the most first, and what never was', () => {
  expect(
    coverageText({
      ...NOTHING,
      homes: { absent: 2, directory: 1234 },
      links: Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`some-link-state-${i}`, 12 - i])),
      claims: { success: 3, killed: 0, failure: 0 },
      errnos: { EIO: 2 },
      moments: 7,
    }),
  ).toEqual([
    '  home        directory 1,234, absent 2',
    '  target',
    '  link        some-link-state-0 12, some-link-state-1 11, some-link-state-2 10, some-link-state-3 9,',
    '              some-link-state-4 8, some-link-state-5 7, some-link-state-6 6, some-link-state-7 5, some-link-state-8 4,',
    '              some-link-state-9 3, some-link-state-10 2, some-link-state-11 1',
    '  worlds      clear 1, conflict 1, never: impossible',
    '  reported    success 3, never: killed, failure',
    '  moments     inspected 7',
    '  trouble     crash 1, fault 1, race 1, intrusion 1, live-writes 1',
    '    missed',
    '    errnos    EIO 2',
    '    intruders',
  ])
})
