import { describe, expect, test } from 'vitest'
import type { Tree } from '../../../../fixtures/tree.ts'
import { storyOf } from '../../../../src/gate/report/story.ts'
import { crashSafe } from '../../../../src/laws/crash-safe.ts'
import { faultSafe } from '../../../../src/laws/fault-safe.ts'
import { keepsLiveWrites } from '../../../../src/laws/keeps-live-writes.ts'
import type { Law } from '../../../../src/laws/law.ts'
import { raceSafe } from '../../../../src/laws/race-safe.ts'
import { yieldsToOthers } from '../../../../src/laws/yields-to-others.ts'
import type { DisturbedRun, Event } from '../../../../src/observation/disturbed-run.ts'
import { kindOf } from '../../../../src/observation/step.ts'
import type { PortProvision } from '../../../../src/subjects/port/port.ts'
import { firstViolationOf } from '../../../judging/ports-under-trouble.ts'
import { LIVE_DIRECTORY, RIGHT } from '../../../judging/trees.ts'
import {
  looksThenRenamesOver,
  rollsBack,
  takesUnreadableForAbsent,
  usesOneTempName,
  writesAnew,
} from '../../../reconcilers/broken-ports.ts'

/** Returns the first run in which a law is broken. */
async function brokenIn(law: Law, tree: Tree, by: PortProvision): Promise<DisturbedRun> {
  const { disturbed } = await firstViolationOf(law, tree, by)
  if (disturbed === null) throw new Error(`${law.id} is broken without trouble`)
  return disturbed
}

async function storyFrom(law: Law, tree: Tree, by: PortProvision): Promise<string[]> {
  return storyOf(await brokenIn(law, tree, by))
}

test('a fault is shown at the call that fails', async () => {
  expect(await storyFrom(faultSafe, LIVE_DIRECTORY, takesUnreadableForAbsent)).toEqual([
    '   1  mkdir a',
    '   2  stat a',
    '   3  mkdir shared',
    '   4  stat shared',
    '   5  lstat a/projects   ==> failed with EIO',
    '   6  lstat a/projects',
    '   7  lstat a/projects',
    '   8  rmdir a/projects',
    '   9  readdir a/projects',
    '  10  lstat a/projects/only.jsonl',
    '  11  unlink a/projects/only.jsonl',
    '  12  rmdir a/projects',
    '  13  symlink a/projects',
  ])
})

test('a kill is shown before the call that was not made', async () => {
  expect(await storyFrom(crashSafe, {}, usesOneTempName)).toEqual([
    '   1  mkdir a',
    '   2  mkdir shared',
    '   3  lstat a/projects',
    '   4  symlink a/projects.tmp',
    '  ==> killed before this call:',
    '   5  rename a/projects.tmp to a/projects',
  ])
})

test('a race with a pause shows what the other run did meanwhile', async () => {
  expect(await storyFrom(raceSafe, {}, rollsBack)).toEqual([
    '   1  run 1: mkdir a',
    '   2  run 1: mkdir shared',
    '   3  run 1: lstat a/projects',
    '  ==> run 1 was paused here, and the other run started',
    '   4  run 2: mkdir a',
    '   5  run 2: stat a',
    '   6  run 2: mkdir shared',
    '   7  run 2: stat shared',
    '   8  run 2: lstat a/projects',
    '   9  run 2: symlink a/projects',
    '  ==> the other run ended, and run 1 continued',
    '  10  run 1: symlink a/projects',
    '  11  run 1: lstat a/projects',
    '  12  run 1: readlink a/projects',
    '  13  run 1: unlink a/projects',
  ])
})

test('an intrusion is shown between two calls', async () => {
  expect(await storyFrom(yieldsToOthers, {}, looksThenRenamesOver)).toEqual([
    '   1  mkdir a',
    '   2  mkdir shared',
    '   3  lstat a/projects',
    '   4  mkdir a/projects.XXXXX0',
    '   5  symlink a/projects.XXXXX0/link',
    '  ==> another process created a file at `a/projects`',
    '   6  rename a/projects.XXXXX0/link to a/projects',
    '   7  rmdir a/projects.XXXXX0',
  ])
})

test('lost lines of agents are shown where they were appended', async () => {
  expect(await storyFrom(keepsLiveWrites, RIGHT, writesAnew)).toEqual([
    '   1  mkdir a',
    '   2  stat a',
    '   3  mkdir shared',
    '   4  stat shared',
    '   5  readdir shared',
    '   6  open shared/live-1-1-open.jsonl',
    '  ==> line 7 of `a/projects/live-1-1-open.jsonl` was appended through an open file, and is gone',
    '   7  truncate shared/live-1-1-open.jsonl',
    '  ==> line 8 of `a/projects/live-1-1-open.jsonl` was appended through an open file, and is gone',
    '   8  write shared/live-1-1-open.jsonl',
    '   9  open shared/live-1-1.jsonl',
    '  ==> line 10 of `a/projects/live-1-1.jsonl` was appended through its path, and is gone',
    '  10  truncate shared/live-1-1.jsonl',
    '  ==> line 11 of `a/projects/live-1-1.jsonl` was appended through its path, and is gone',
    '  11  write shared/live-1-1.jsonl',
    '  12  lstat a/projects',
    '  13  readlink a/projects',
  ])
})

describe('what is long is cut', () => {
  test('behind the trouble, of which forty lines are enough', () => {
    const failing = steps(60, 'lstat').map(look => ({ ...look, failed: 'EIO' }))
    expect(storyOf(withEvents([...steps(2, 'mkdir'), ...failing]))).toEqual([
      '      (earlier calls omitted)',
      ...Array.from({ length: 40 }, (_, i) => `${String(i + 3).padStart(4)}  lstat x   ==> failed with EIO`),
      '      (later calls omitted)',
    ])
  })

  test('before and after trouble in the middle', () => {
    const lines = storyOf(
      withEvents([...steps(50, 'mkdir'), { note: 'lightning struck' }, ...steps(50, 'rmdir')]),
    )
    expect(lines).toHaveLength(42)
    expect(lines[0]).toBe('      (earlier calls omitted)')
    expect(lines[1]).toBe('  20  mkdir x')
    expect(lines[32]).toBe('  ==> lightning struck')
    expect(lines.slice(-2)).toEqual(['  58  rmdir x', '      (later calls omitted)'])
  })
})

test('a long pause is cut, and both of its ends are shown', () => {
  const events = [
    ...steps(2, 'mkdir', 0),
    { note: 'run 1 was paused here' },
    ...steps(60, 'rmdir', 1),
    { note: 'run 1 continued' },
    ...steps(20, 'mkdir', 0),
  ]
  const lines = storyOf(withEvents(events, 2))
  expect(lines.slice(0, 4)).toEqual([
    '   1  run 1: mkdir x',
    '   2  run 1: mkdir x',
    '  ==> run 1 was paused here',
    '   3  run 2: rmdir x',
  ])
  expect(lines.slice(10, 13)).toEqual([
    '  10  run 2: rmdir x',
    '      (calls omitted)',
    '  55  run 2: rmdir x',
  ])
  expect(lines.slice(-10)).toEqual([
    '  ==> run 1 continued',
    ...Array.from({ length: 8 }, (_, i) => `${String(i + 63).padStart(4)}  run 1: mkdir x`),
    '      (later calls omitted)',
  ])
})

describe('read-only calls in a row', () => {
  test('are all shown if they are few', () => {
    expect(storyOf(withEvents(steps(3, 'lstat')))).toEqual([
      '   1  lstat x',
      '   2  lstat x',
      '   3  lstat x',
    ])
  })

  test('are cut to the first and the last if they are many', () => {
    expect(storyOf(withEvents([...steps(9, 'lstat'), ...steps(1, 'mkdir')]))).toEqual([
      '   1  lstat x',
      '      ... 7 more read-only calls',
      '   9  lstat x',
      '  10  mkdir x',
    ])
  })

  test('do not hide one that fails', () => {
    const [look] = steps(1, 'lstat')
    const failed = look !== undefined && 'step' in look ? [{ ...look, failed: 'EIO' }] : []
    expect(storyOf(withEvents([...steps(4, 'lstat'), ...failed, ...steps(1, 'stat')]))).toEqual([
      '   1  lstat x',
      '      ... 2 more read-only calls',
      '   4  lstat x',
      '   5  lstat x   ==> failed with EIO',
      '   6  stat x',
    ])
  })

  test('are kept apart by run', () => {
    expect(storyOf(withEvents([...steps(4, 'lstat', 0), ...steps(2, 'lstat', 1)], 2))).toEqual([
      '   1  run 1: lstat x',
      '      ... 2 more read-only calls',
      '   4  run 1: lstat x',
      '   5  run 2: lstat x',
      '   6  run 2: lstat x',
    ])
  })
})

describe('changes in a row', () => {
  const removals = (count: number, directoryOf: (index: number) => string = () => 'day/'): Event[] =>
    steps(count, 'unlink').map((event, i) => {
      const path = `${directoryOf(i)}${i}.jsonl`
      return 'step' in event ? { ...event, step: { ...event.step, path, by: 'rm' } } : event
    })

  test('that are alike are cut to the first and the last if they are many', () => {
    expect(storyOf(withEvents([...removals(300), ...steps(1, 'rmdir')]))).toEqual([
      '   1  rm: unlink day/0.jsonl',
      '      ... 298 more calls of unlink in the same directory',
      ' 300  rm: unlink day/299.jsonl',
      ' 301  rmdir x',
    ])
  })

  test('are all shown if they are few, in several directories, or in the root', () => {
    expect(storyOf(withEvents(removals(5)))).toHaveLength(5)
    expect(storyOf(withEvents(removals(9, i => `${i}/`)))).toHaveLength(9)
    expect(storyOf(withEvents(removals(9, () => '')))).toHaveLength(9)
  })
})

test('of many lost lines of one file, the first and the last are shown', () => {
  const line = (number: number, eventsBefore: number) => ({
    ...{ number, path: 'a/live', through: 'an open file' as const, text: `line ${number}`, eventsBefore },
  })
  const events = steps(4, 'mkdir')
  const lost = { ...withEvents(events), lines: [7, 8, 9, 10].map((number, i) => line(number, i)) }
  expect(storyOf(lost)).toEqual([
    '  ==> line 7 of `a/live` was appended through an open file, and is gone',
    ...['   1  mkdir x', '   2  mkdir x', '   3  mkdir x'],
    '  ==> line 10 of `a/live` was appended through an open file, and is gone, as are 2 lines before it',
    '   4  mkdir x',
  ])
})

test('a call is shown with its program, and unprintable names are escaped', () => {
  const step = { call: 'rename', kind: 'move', path: 'a\u001b[31m', to: 'b\nc', by: 'mv' } as const
  expect(storyOf(withEvents([{ step, run: 0, failed: null }]))).toEqual([
    '   1  mv: rename a\\x1b[31m to b\\nc',
  ])
  expect(storyOf(withEvents([{ step, run: 1, failed: 'EIO' }], 2))).toEqual([
    '   1  run 2, mv: rename a\\x1b[31m to b\\nc   ==> failed with EIO',
  ])
})

/** Returns a number of equal steps. */
function steps(count: number, call: string, run = 0): Event[] {
  const step = { call, kind: kindOf(call), path: 'x', to: null, by: '' }
  return Array.from({ length: count }, () => ({ step, run, failed: null }))
}

/** Returns a disturbed run with only events. */
function withEvents(events: readonly Event[], runs = 1): DisturbedRun {
  const tree = { root: '/', seenAs: '/', entries: new Map() }
  const report = { claim: 'success', named: null, output: '', exit: null } as const
  const run = { report, after: tree, changes: { fates: new Map(), added: [], orphans: new Map() } }
  return {
    ...{
      trouble: { kind: 'race', runs, order: { by: 'chance' } },
      before: tree,
      intruded: null,
      rerunOn: null,
      events,
      run,
    },
    ...{
      reports: Array.from({ length: runs }, () => report),
      rerun: null,
      made: [],
      control: null,
      lines: [],
    },
  }
}
