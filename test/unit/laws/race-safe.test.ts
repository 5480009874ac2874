import { describe, expect, test } from 'vitest'
import { raceSafe } from '../../../src/laws/race-safe.ts'
import { firstViolationOf, testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, RIGHT_WITH_DATA } from '../../judging/trees.ts'
import {
  copiesThenRemoves,
  dropsOldBackup,
  listsThenMoves,
  lookedAt,
  removesFirst,
  rollsBack,
  usesOneTempName,
} from '../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'
import {
  linksAtOnce,
  looksAgain,
  movesAside,
  refusesAll,
  renamesOverRight,
  replacesEmptyDirectory,
} from '../../reconcilers/right-ports.ts'

describe('accuses', () => {
  testLawUnderTrouble(raceSafe, [
    {
      it: 'one that takes the backup of another run for an old one',
      in: LIVE_DIRECTORY,
      by: dropsOldBackup,
      says: '`a/projects/only.jsonl` (14 bytes) was destroyed when two runs overlapped: `a/projects` was a directory',
    },
    {
      it: 'one that removes what another run has copied from and linked already',
      in: LIVE_DIRECTORY,
      by: copiesThenRemoves,
      says: '`a/projects/only.jsonl` (14 bytes) was destroyed when two runs overlapped: `a/projects` was a directory',
    },
    {
      it: 'one that takes away the link that another run has made and reported',
      in: {},
      by: rollsBack,
      says: 'success was reported when two runs overlapped, but at the end `a/projects` is absent, not a link to `shared`',
    },
  ])
})

describe('does not accuse', () => {
  testLawUnderTrouble(raceSafe, [
    { it: 'the Go original, of which one may fail', in: {}, by: goOriginalPort, says: 'held' },
    { it: 'one that looks again', in: {}, by: looksAgain, says: 'held' },
    { it: 'one that links first', in: DIVERGENT, by: linksAtOnce, says: 'held' },
    { it: 'one that moves a directory aside whole', in: LIVE_DIRECTORY, by: movesAside, says: 'held' },
    {
      it: 'one that moves file by file, and never over one',
      in: LIVE_DIRECTORY,
      by: listsThenMoves,
      says: 'held',
    },
    { it: 'one that renames over a right link', in: RIGHT_WITH_DATA, by: renamesOverRight, says: 'held' },
    {
      it: 'one that puts a link in the place of an empty directory',
      in: EMPTY_DIRECTORY,
      by: replacesEmptyDirectory,
      says: 'held',
    },
    {
      it: 'one whose temp link another run has: it fails, and loses nothing',
      in: {},
      by: usesOneTempName,
      says: 'held',
    },
    {
      it: 'one of a loss that keeps-data tells of already',
      in: LIVE_DIRECTORY,
      by: removesFirst,
      says: 'held',
    },
    {
      it: 'one whose second run lies, which in a race is the other one',
      in: {},
      by: async (_homes, _required, root, fs) => {
        if ((await lookedAt(`${root}/tried`, fs)) !== 'nothing') return
        await fs.mkdir(`${root}/tried`)
        throw new Error('run me again')
      },
      says: 'held',
    },
    {
      it: 'one of a lie that it tells alone',
      in: {},
      by: async ([home = ''], _required, _root, fs) => void (await fs.mkdir(home).catch(() => {})),
      says: 'held',
    },
  ])
})

describe('says nothing of', () => {
  testLawUnderTrouble(raceSafe, [
    {
      it: 'one that makes no call: none comes between two of its calls',
      in: {},
      by: refusesAll,
      says: 'vacuous',
    },
  ])
})

test('the one that lied is the one whose report is shown, with what all of them left', async () => {
  const { disturbed, violation } = await firstViolationOf(raceSafe, {}, rollsBack)
  expect(disturbed?.reports.map(({ claim }) => claim)).toEqual(['failure', 'success'])
  expect(violation.evidence?.run.report.claim).toBe('success')
  expect([...(violation.evidence?.run.after.entries.keys() ?? [])]).toEqual(['', 'a', 'shared'])
})
