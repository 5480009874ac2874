import { describe, expect, test } from 'vitest'
import { dir, linkTo } from '../../../fixtures/tree.ts'
import { alwaysLinked } from '../../../src/laws/always-linked.ts'
import { judgementBy, observationOf } from '../../judging/functions.ts'
import { firstViolationOf, testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { DIVERGENT, LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import { movesTargetAwayAndBack, removesFirst, unlinksThenLinks } from '../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../reconcilers/go-original-port.ts'
import { linksAtOnce, looksAgain, refusesAll, renamesOverRight } from '../../reconcilers/right-ports.ts'

const TWO = { a: RIGHT.a, b: dir({ projects: linkTo('{root}/shared') }), shared: dir() }

describe('accuses', () => {
  testLawUnderTrouble(alwaysLinked, [
    {
      it: 'one that removes a right link and makes it again',
      in: RIGHT,
      by: unlinksThenLinks,
      says: '`a/projects` was right before the run, but not just before the symlink of `a/projects`',
    },
    {
      it: 'one that removes whatever is there, of two homes',
      in: TWO,
      by: removesFirst,
      says: '`a/projects` was right before the run, but not just before the symlink of `a/projects`',
      setup: { homes: ['a', 'b'] },
    },
    {
      it: 'one that moves the target from under it',
      in: RIGHT,
      by: movesTargetAwayAndBack,
      says: '`a/projects` was right before the run, but not just before the rename of `shared.bak`',
    },
    {
      it: 'one that has spoilt the link of another home',
      in: TWO,
      by: async ([home], [link], root, fs) => {
        await fs.unlink(`${root}/b/projects`)
        await fs.mkdir(`${home}/x`)
        await fs.symlink(link?.target ?? '', `${root}/b/projects`)
      },
      says: '`b/projects` was right before the run, but not just before the mkdir of `a/x`',
      setup: { homes: ['a', 'b'] },
    },
    {
      it: 'one that makes another text of a link that is right under `resolved`',
      in: RELATIVE,
      by: unlinksThenLinks,
      says: '`a/projects` was right before the run, but not just before the symlink of `a/projects`',
      setup: { equality: 'resolved' },
    },
  ])
})

describe('does not accuse', () => {
  testLawUnderTrouble(alwaysLinked, [
    { it: 'the Go original', in: RIGHT, by: goOriginalPort, says: 'held' },
    { it: 'one that looks again', in: RIGHT, by: looksAgain, says: 'held' },
    { it: 'one that links first', in: TWO, by: linksAtOnce, says: 'held', setup: { homes: ['a', 'b'] } },
    { it: 'one that puts another in its place at once', in: RIGHT, by: renamesOverRight, says: 'held' },
    { it: 'one that makes no call', in: RIGHT, by: refusesAll, says: 'held' },
  ])
})

describe('says nothing of', () => {
  testLawUnderTrouble(alwaysLinked, [
    { it: 'a world without any link', in: {}, by: unlinksThenLinks, says: 'vacuous' },
    { it: 'a link that was not right', in: DIVERGENT, by: unlinksThenLinks, says: 'vacuous' },
    { it: 'a directory where a link belongs', in: LIVE_DIRECTORY, by: removesFirst, says: 'vacuous' },
    {
      it: 'another text under `exact`',
      in: RELATIVE,
      by: unlinksThenLinks,
      says: 'vacuous',
      setup: { equality: 'exact' },
    },
  ])

  test('a function, which cannot be stopped at any moment', async () => {
    expect(judgementBy(alwaysLinked, await observationOf(RIGHT, () => {}))).toBe('vacuous')
  })
})

test('the moment is shown as it was', async () => {
  const { violation } = await firstViolationOf(alwaysLinked, RIGHT, unlinksThenLinks)
  expect(violation.paths).toEqual(['a/projects'])
  expect([...(violation.evidence?.run.after.entries.keys() ?? [])]).toEqual(['', 'a', 'shared'])
})
