import { describe, expect, test } from 'vitest'
import { dir } from '../../../fixtures/tree.ts'
import { raceClean } from '../../../src/laws/race-clean.ts'
import { firstViolationOf, testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import {
  lookedAt,
  looksThenRemoves,
  unlinksThenLinks,
  usesOneTempName,
} from '../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'
import {
  linksAtOnce,
  looksAgain,
  notesWhenDone,
  refusesAll,
  renamesOverRight,
} from '../../reconcilers/right-ports.ts'

const FAILED = 'when two runs overlapped, one reported failure, although nothing was in the way'

describe('accuses', () => {
  testLawUnderTrouble(raceClean, [
    { it: 'one whose temp link another run has', in: {}, by: usesOneTempName, says: FAILED },
    { it: 'one that makes a right link again', in: RIGHT, by: unlinksThenLinks, says: FAILED },
    { it: 'one that removes what another run has made', in: {}, by: looksThenRemoves, says: FAILED },
    {
      it: 'the Go original, which fails where another run was first',
      in: {},
      by: goOriginalPort,
      says: FAILED,
    },
  ])
})

describe('does not accuse', () => {
  testLawUnderTrouble(raceClean, [
    { it: 'one that looks again', in: {}, by: looksAgain, says: 'held' },
    { it: 'one that links first', in: {}, by: linksAtOnce, says: 'held' },
    { it: 'one that links first, where all is right', in: RIGHT, by: linksAtOnce, says: 'held' },
    { it: 'the Go original where all is right', in: RIGHT, by: goOriginalPort, says: 'held' },
    { it: 'one that renames over a right link', in: RIGHT, by: renamesOverRight, says: 'held' },
    { it: 'one that notes what it has done', in: {}, by: notesWhenDone, says: 'held' },
  ])
})

describe('says nothing of', () => {
  testLawUnderTrouble(raceClean, [
    { it: 'a world with a conflict', in: LIVE_DIRECTORY, by: goOriginalPort, says: 'vacuous' },
    {
      it: 'a world in which permission is missing',
      in: { a: dir({}, { mode: 0o555 }), shared: dir() },
      by: goOriginalPort,
      says: 'vacuous',
    },
    {
      it: 'a world in which to accept and to refuse are both careful',
      in: RELATIVE,
      by: goOriginalPort,
      says: 'vacuous',
    },
    { it: 'one that makes no call', in: {}, by: refusesAll, says: 'vacuous' },
    {
      it: 'one that fails alone',
      in: {},
      by: async ([home = ''], _required, _root, fs) => {
        await fs.mkdir(home)
        throw new Error('not today')
      },
      says: 'vacuous',
    },
    {
      it: 'one that fails when it is run again, which it is in a race',
      in: {},
      by: async ([home = ''], _required, _root, fs) => {
        if ((await lookedAt(home, fs)) !== 'nothing') throw new Error('exists')
        await fs.mkdir(home)
      },
      says: 'vacuous',
    },
  ])
})

test('the one that failed is the one that is shown', async () => {
  const { violation } = await firstViolationOf(raceClean, {}, goOriginalPort)
  expect(violation.paths).toEqual([])
  expect(violation.evidence?.run.report).toMatchObject({
    claim: 'failure',
    output: expect.stringMatching(/^EEXIST: file already exists, symlink '.*' -> '.*\/a\/projects'$/),
  })
})
