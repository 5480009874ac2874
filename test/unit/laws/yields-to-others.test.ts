import { describe, expect, test } from 'vitest'
import { dir, file } from '../../../fixtures/tree.ts'
import { yieldsToOthers } from '../../../src/laws/yields-to-others.ts'
import { firstViolationOf, testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { EMPTY_DIRECTORY, LIVE_DIRECTORY, RIGHT } from '../../judging/trees.ts'
import {
  copiesThenRemoves,
  ignoresFailures,
  listsThenMoves,
  looksThenRemoves,
  looksThenRenamesOver,
  removesFirst,
  removesWhatWasEmpty,
  retargetsLinks,
  unlinksThenLinks,
} from '../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'
import {
  linksAtOnce,
  linksInto,
  looksAgain,
  movesAside,
  notesWhenDone,
  refusesAll,
  renamesOverRight,
  replacesEmptyDirectory,
} from '../../reconcilers/right-ports.ts'

describe('accuses', () => {
  testLawUnderTrouble(yieldsToOthers, [
    {
      it: 'one that found nothing, and renames its link over what stands there by then',
      in: {},
      by: looksThenRenamesOver,
      says: '`a/projects`, a file that another process created just before the rename of `a/projects.XXXXX0/link`, was destroyed',
    },
    {
      it: 'one that found nothing, and removes what stands there by then',
      in: {},
      by: looksThenRemoves,
      says: '`a/projects`, a file that another process created just before the lstat of `a/projects`, was destroyed',
    },
    {
      it: 'one that removes a directory with all that has come into it since it was empty',
      in: EMPTY_DIRECTORY,
      by: removesWhatWasEmpty,
      says: '`a/projects/somebody-else`, a file that another process created just before the lstat of `a/projects`, was destroyed',
    },
    {
      it: 'one that points a link elsewhere that came in between',
      in: {},
      by: retargetsLinks,
      says: '`a/projects`, a symlink to "{root}/.somebody-else" that another process created just before the lstat of `a/projects`, was replaced',
    },
    {
      it: 'one that copies a file onto a name that was free a moment ago',
      in: LIVE_DIRECTORY,
      by: copiesThenRemoves,
      says: '`shared/only.jsonl`, a file that another process created just before the lstat of `a/projects/only.jsonl`, was destroyed',
    },
    {
      it: 'one that moves a file onto a name that was free a moment ago',
      in: LIVE_DIRECTORY,
      by: listsThenMoves,
      says: '`shared/only.jsonl`, a file that another process created just before the rename of `a/projects/only.jsonl`, was destroyed',
    },
    {
      it: 'one that reports success over a file that came in between',
      in: {},
      by: ignoresFailures,
      says: 'success was reported when another process created `a/projects` just before the symlink of `a/projects`, but `a/projects` is a file, not a link to `shared`',
    },
  ])
})

describe('does not accuse', () => {
  testLawUnderTrouble(yieldsToOthers, [
    { it: 'the Go original in an empty world', in: {}, by: goOriginalPort, says: 'held' },
    { it: 'the Go original where it refuses', in: LIVE_DIRECTORY, by: goOriginalPort, says: 'held' },
    { it: 'one that looks again', in: {}, by: looksAgain, says: 'held' },
    { it: 'one that links first', in: RIGHT, by: linksAtOnce, says: 'held' },
    {
      it: 'one that puts a link in the place of a directory only if that is empty still',
      in: EMPTY_DIRECTORY,
      by: replacesEmptyDirectory,
      says: 'held',
    },
    { it: 'one that moves a directory aside whole', in: LIVE_DIRECTORY, by: movesAside, says: 'held' },
    { it: 'one that renames over a right link', in: RIGHT, by: renamesOverRight, says: 'held' },
    {
      it: 'one that puts its link into a directory that came in between: it loses nothing',
      in: {},
      by: linksInto,
      says: 'held',
    },
    {
      it: 'one that would have removed the same if it had stood there from the start: that is no matter of a gap',
      in: {},
      by: unlinksThenLinks,
      says: 'held',
    },
    { it: 'one that removes whatever is there', in: {}, by: removesFirst, says: 'held' },
    {
      it: 'one of a loss that keeps-data tells of already',
      in: LIVE_DIRECTORY,
      by: removesFirst,
      says: 'held',
    },
    {
      it: 'one that is shown a note that it is done, of a file that has stood in the way all along',
      in: { a: dir({ projects: file('x') }), shared: dir() },
      by: notesWhenDone,
      says: 'held',
    },
  ])
})

describe('says nothing of', () => {
  testLawUnderTrouble(yieldsToOthers, [
    { it: 'one that makes no call', in: {}, by: refusesAll, says: 'vacuous' },
    {
      it: 'one that only looks at what is there: nothing can be put where something stands',
      in: { a: file('x') },
      by: async ([home = ''], _required, _root, fs) => void (await fs.lstat(home)),
      says: 'vacuous',
    },
  ])
})

test("the evidence is the world with the intruder's entry", async () => {
  const { disturbed, violation } = await firstViolationOf(
    yieldsToOthers,
    EMPTY_DIRECTORY,
    removesWhatWasEmpty,
  )
  expect(violation.evidence).toMatchObject({
    before: disturbed?.intruded,
    since: 'after another process created an entry',
  })
  expect([...(disturbed?.intruded?.entries.keys() ?? [])]).toContain('a/projects/somebody-else')
  expect(disturbed?.control?.report).toMatchObject({
    claim: 'failure',
    output: expect.stringMatching(/\/a\/projects is not empty$/),
  })
})

test('whether it is a matter of a gap is asked only where something was lost', async () => {
  const { disturbed } = await firstViolationOf(yieldsToOthers, {}, ignoresFailures)
  expect(disturbed?.control).toBeNull()
})
