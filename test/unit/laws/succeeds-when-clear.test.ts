import { existsSync, mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { succeedsWhenClear } from '../../../src/laws/succeeds-when-clear.ts'
import { ENV, judgementBy, observationOf, PROJECTS, testLaw } from '../../judging/functions.ts'
import { DIVERGENT, LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import { forgetsTargets, namesNothing } from '../../reconcilers/broken-functions.ts'
import { goesOn, refusesUnwritable, stopsAtFirst, takesResolved } from '../../reconcilers/right-functions.ts'

const failed = 'nothing was in the way, but failure was reported'

describe('accuses', () => {
  testLaw(succeedsWhenClear, [
    { it: 'one that fails on links that are right', in: RIGHT, by: namesNothing, says: failed },
    {
      it: 'one that does not make the parents of a home',
      in: {},
      by: homes => {
        for (const home of homes) mkdirSync(home)
      },
      says: failed,
      setup: { homes: ['users/me/.claude'] },
    },
    {
      it: 'one that wants each home to be a directory itself',
      in: { a: linkTo('{root}/real'), real: dir() },
      by: homes => {
        for (const home of homes) mkdirSync(home)
      },
      says: failed,
    },
    {
      it: 'one that refuses a link whose target is still to be made',
      in: { a: dir({ projects: linkTo('{root}/shared') }) },
      by: (homes, required) => {
        if (!existsSync(`${homes[0]}/projects`) && existsSync(homes[0] ?? '')) throw new Error('dangling')
        forgetsTargets(homes, required, '')
      },
      says: failed,
    },
  ])

  test('one that ends with an exit code, which is told', async () => {
    const { first, ...rest } = await observationOf({}, goesOn())
    const exited = { ...first, report: { ...first.report, claim: 'failure' as const, exit: 3 } }
    expect(judgementBy(succeedsWhenClear, { ...rest, first: exited })).toEqual({
      summary: 'nothing was in the way, but the run failed with exit code 3',
      paths: [],
    })
  })
})

describe('holds of', () => {
  testLaw(succeedsWhenClear, [
    { it: 'one that makes everything', in: {}, by: stopsAtFirst, says: 'held' },
    { it: 'one that finds everything right', in: RIGHT, by: goesOn(), says: 'held' },
    {
      it: 'one that makes the target of a link that is there',
      in: { a: dir({ projects: linkTo('{root}/shared') }) },
      by: goesOn(),
      says: 'held',
    },
    {
      it: 'one that takes a relative link for right, as the project does',
      in: RELATIVE,
      by: takesResolved,
      says: 'held',
      setup: { equality: 'resolved' },
    },
  ])
})

describe('says nothing', () => {
  testLaw(succeedsWhenClear, [
    { it: 'where a link leads elsewhere', in: DIVERGENT, by: goesOn(), says: 'vacuous' },
    { it: 'where a directory stands', in: LIVE_DIRECTORY, by: goesOn(), says: 'vacuous' },
    {
      it: 'where the text differs and the project has not said what it means',
      in: RELATIVE,
      by: goesOn(),
      says: 'vacuous',
    },
    { it: 'where a home is a file', in: { a: file('x') }, by: goesOn(), says: 'vacuous' },
    { it: 'where a home is a dangling link', in: { a: linkTo('gone') }, by: goesOn(), says: 'vacuous' },
    { it: 'where a target is a file', in: { shared: file('x') }, by: goesOn(), says: 'vacuous' },
    {
      it: 'where a parent is a file',
      in: { users: file('x') },
      by: goesOn(),
      says: 'vacuous',
      setup: { homes: ['users/me'] },
    },
    {
      it: 'of one that refuses a target which nobody can read',
      in: { shared: dir({}, { mode: 0 }) },
      by: refusesUnwritable,
      says: 'vacuous',
    },
    {
      it: 'of one that can make nothing in a home that nobody can write',
      in: { a: dir({}, { mode: 0o555 }) },
      by: stopsAtFirst,
      says: 'vacuous',
      setup: { links: [PROJECTS, ENV] },
    },
    {
      it: 'where the parent of what is to be made may not be written',
      in: { users: dir({}, { mode: 0o555 }) },
      by: stopsAtFirst,
      says: 'vacuous',
      setup: { homes: ['users/me'] },
    },
  ])
})
