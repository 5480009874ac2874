import { describe, expect, test } from 'vitest'
import { dir, linkTo } from '../../../fixtures/tree.ts'
import { keepsLiveWrites } from '../../../src/laws/keeps-live-writes.ts'
import {
  firstViolationOf,
  testLawUnderTrouble,
  verdictUnderTrouble,
} from '../../judging/ports-under-trouble.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, RIGHT } from '../../judging/trees.ts'
import {
  copiesThenRemoves,
  listsThenMoves,
  lookedAt,
  movesTwice,
  removesFirst,
  writesAnew,
} from '../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'
import {
  looksAgain,
  movesAside,
  refusesAll,
  renamesOverRight,
  replacesEmptyDirectory,
} from '../../reconcilers/right-ports.ts'

describe('accuses', () => {
  testLawUnderTrouble(keepsLiveWrites, [
    {
      it: 'one that copies and then removes what is still written to',
      in: EMPTY_DIRECTORY,
      by: copiesThenRemoves,
      says: 'line 12 of `a/projects/live-1-1-open.jsonl`, which an agent appended through an open file during the run, was acknowledged and is gone (and 19 more)',
    },
    {
      it: 'one that writes a transcript anew from what it has read of it',
      in: RIGHT,
      by: writesAnew,
      says: 'line 7 of `a/projects/live-1-1-open.jsonl`, which an agent appended through an open file during the run, was acknowledged and is gone (and 3 more)',
    },
  ])
})

test('accuses one that moves a file onto what it moved there a moment ago, though the first line goes with the rest', async () => {
  expect(await verdictUnderTrouble(keepsLiveWrites, EMPTY_DIRECTORY, movesTwice)).toMatch(
    /^line \d+ of `a\/projects\/live-1-1\.jsonl`, which an agent appended through its path during the run, was acknowledged and is gone/,
  )
})

describe('does not accuse', () => {
  testLawUnderTrouble(keepsLiveWrites, [
    { it: 'the Go original where all is right', in: RIGHT, by: goOriginalPort, says: 'held' },
    { it: 'the Go original where it refuses', in: LIVE_DIRECTORY, by: goOriginalPort, says: 'held' },
    { it: 'one that looks again', in: DIVERGENT, by: looksAgain, says: 'held' },
    { it: 'one that renames over a right link', in: RIGHT, by: renamesOverRight, says: 'held' },
    {
      it: 'one that moves a directory aside whole: the lines go with it',
      in: LIVE_DIRECTORY,
      by: movesAside,
      says: 'held',
    },
    {
      it: 'one that moves file by file, each whole',
      in: LIVE_DIRECTORY,
      by: listsThenMoves,
      says: 'held',
    },
    {
      it: 'one that is kept from removing a directory by what is written there',
      in: EMPTY_DIRECTORY,
      by: replacesEmptyDirectory,
      says: 'held',
    },
    {
      it: 'one that removes the whole file: where the line is gone that was there before, that is told by keeps-data',
      in: LIVE_DIRECTORY,
      by: removesFirst,
      says: 'held',
    },
  ])
})

describe('says nothing of', () => {
  testLawUnderTrouble(keepsLiveWrites, [
    { it: 'a world in which no agent has a transcript yet', in: {}, by: goOriginalPort, says: 'vacuous' },
    {
      it: 'a world in which what stands there leads nowhere',
      in: { a: dir({ projects: linkTo('{root}/gone') }), shared: dir() },
      by: goOriginalPort,
      says: 'vacuous',
    },
    { it: 'one that makes no call', in: RIGHT, by: refusesAll, says: 'vacuous' },
  ])
})

describe('one that waits for silence', () => {
  testLawUnderTrouble(keepsLiveWrites, [
    {
      it: 'waits for quiet, and comes to its end',
      in: RIGHT,
      by: async ([home = ''], [link], _root, fs) => {
        for (let before = -1; ; ) {
          const { size } = await fs.stat(`${home}/${link?.name}/live-1-1.jsonl`).catch(() => ({ size: 0 }))
          if (size === before) return
          before = size
          await fs.lstat(home)
        }
      },
      says: 'held',
    },
    {
      it: 'and never ends anyway is not accused',
      in: RIGHT,
      by: async ([home = ''], _required, _root, fs) => {
        await lookedAt(home, fs)
        await new Promise(() => {})
      },
      says: 'vacuous',
      setup: { timeoutSeconds: 0.1 },
    },
  ])
})

test('what is gone is told by each line, and shown in the world as the agents found it', async () => {
  const { disturbed, violation } = await firstViolationOf(keepsLiveWrites, EMPTY_DIRECTORY, copiesThenRemoves)
  expect(violation.paths).toEqual(['a/projects/live-1-1-open.jsonl', 'a/projects/live-1-1.jsonl'])
  expect(violation.evidence?.before).toBe(disturbed?.intruded)
  expect([...(violation.evidence?.before.entries.keys() ?? [])]).toEqual([
    ...['', 'a', 'a/projects', 'a/projects/live-1-1-open.jsonl', 'a/projects/live-1-1.jsonl', 'shared'],
  ])
})
