import { describe, expect, test } from 'vitest'
import { crashSafe } from '../../../src/laws/crash-safe.ts'
import { firstViolationOf, testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, RIGHT_WITH_DATA } from '../../judging/trees.ts'
import {
  movesAwayAndBack,
  movesTargetAwayAndBack,
  notesTooEarly,
  refusesItsOwn,
  removesFirst,
  rewrites,
  unlinksThenLinks,
  usesOneTempName,
} from '../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'
import {
  looksAgain,
  movesAside,
  notesWhenDone,
  refusesAll,
  renamesOverRight,
  replacesEmptyDirectory,
} from '../../reconcilers/right-ports.ts'

describe('accuses', () => {
  testLawUnderTrouble(crashSafe, [
    {
      it: 'one that has emptied a file, and not yet written it again',
      in: RIGHT_WITH_DATA,
      by: rewrites,
      says: '`shared/only.jsonl` (14 bytes) was destroyed if the run is killed before the write of `shared/only.jsonl`: it was in the shared target `shared`',
    },
    {
      it: 'one that has moved the target from under a right link',
      in: RIGHT_WITH_DATA,
      by: movesTargetAwayAndBack,
      says: '`shared/only.jsonl` (14 bytes) was moved by the next run, after the run was killed before the rename of `shared.bak`: it can no longer be read through `a/projects`, which was right',
    },
    {
      it: 'one that stumbles over the temp link of a run that was killed',
      in: {},
      by: usesOneTempName,
      says: 'after the run was killed before the rename of `a/projects.tmp`, the next run reported failure, but an undisturbed run reports success',
    },
    {
      it: 'one that takes what a killed run made for something in the way',
      in: {},
      by: refusesItsOwn,
      says: 'after the run was killed before the create of `.made`, the next run reported failure, but an undisturbed run reports success',
    },
    {
      it: 'one that noted that it was done before it was',
      in: {},
      by: notesTooEarly,
      says: 'after the run was killed before the write of `.done`, the next run reported success, but `a/projects` is absent, not a link to `shared`',
    },
    {
      it: 'one that refuses a directory, unless a killed run has left it aside',
      in: LIVE_DIRECTORY,
      by: movesAwayAndBack,
      says: 'after the run was killed before the readdir of `a/projects.bak`, the next run reported success, but an undisturbed run reports failure',
    },
  ])
})

describe('does not accuse', () => {
  testLawUnderTrouble(crashSafe, [
    {
      it: 'one that has unlinked a right link that the next run makes again',
      in: RIGHT_WITH_DATA,
      by: unlinksThenLinks,
      says: 'held',
    },
    { it: 'the Go original in an empty world', in: {}, by: goOriginalPort, says: 'held' },
    { it: 'the Go original where it refuses', in: LIVE_DIRECTORY, by: goOriginalPort, says: 'held' },
    { it: 'one that looks again', in: {}, by: looksAgain, says: 'held' },
    { it: 'one that moves a directory aside whole', in: LIVE_DIRECTORY, by: movesAside, says: 'held' },
    { it: 'one that renames over a right link', in: RIGHT_WITH_DATA, by: renamesOverRight, says: 'held' },
    { it: 'one that notes what it has done afterwards', in: {}, by: notesWhenDone, says: 'held' },
    {
      it: 'one that puts a link in the place of an empty directory',
      in: EMPTY_DIRECTORY,
      by: replacesEmptyDirectory,
      says: 'held',
    },
    {
      it: 'one of a loss that keeps-data tells of already: what is lost without a kill is told once',
      in: LIVE_DIRECTORY,
      by: removesFirst,
      says: 'held',
    },
    {
      it: 'one that orphans, killed or not',
      in: DIVERGENT,
      by: unlinksThenLinks,
      says: 'held',
    },
    {
      it: 'one that never ends anyway',
      in: {},
      by: async ([home = ''], _required, _root, fs) => {
        await fs.mkdir(home).catch(() => {})
        await fs.mkdir(`${home}/x`).catch(() => {})
        await new Promise(() => {})
      },
      says: 'vacuous',
      setup: { timeoutSeconds: 0.1 },
    },
  ])
})

describe('says nothing of', () => {
  testLawUnderTrouble(crashSafe, [
    {
      it: 'one that makes no call: there is nothing to be killed before',
      in: {},
      by: refusesAll,
      says: 'vacuous',
    },
  ])
})

test('a loss at a moment is shown by the tree of that moment', async () => {
  const { violation } = await firstViolationOf(crashSafe, RIGHT_WITH_DATA, rewrites)
  expect(violation.paths).toEqual(['shared/only.jsonl'])
  expect([...(violation.evidence?.run.after.entries.keys() ?? [])]).toEqual([
    '',
    'a',
    'a/projects',
    'shared',
    'shared/only.jsonl',
  ])
  expect(violation.evidence?.run.report.claim).toBe('killed')
})

test('what a run after it does is shown by that run, against what stood there before any', async () => {
  const { disturbed, violation } = await firstViolationOf(crashSafe, {}, usesOneTempName)
  expect([...(violation.evidence?.before.entries.keys() ?? [])]).toEqual([''])
  expect(violation.evidence?.run).toBe(disturbed?.rerun)
  expect(violation.evidence?.run.report.output).toMatch(
    /^EEXIST: file already exists, symlink .*projects\.tmp'$/,
  )
  expect(disturbed?.run.report).toEqual({ claim: 'killed', named: null, output: '', exit: null })
})
