import { rmSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { healsTheRest } from '../../../src/laws/heals-the-rest.ts'
import { ENV, PROJECTS, testLaw } from '../../judging/functions.ts'
import { LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import { stopsAltogether } from '../../reconcilers/broken-functions.ts'
import { goesOn, stopsAtFirst, takesResolved } from '../../reconcilers/right-functions.ts'

const two = { homes: ['a', 'b'] }
const both = { homes: ['a', 'b'], links: [PROJECTS, ENV] }

describe('accuses', () => {
  testLaw(healsTheRest, [
    {
      it: 'one that stops altogether',
      in: { a: LIVE_DIRECTORY.a },
      by: stopsAltogether,
      says: '`b/projects` was left wrong, although the only conflict is `a/projects`',
      setup: two,
    },
    {
      it: 'one that ends a home at its first conflict',
      in: { a: LIVE_DIRECTORY.a },
      by: stopsAtFirst,
      says: '`a/session-env` was left wrong, although the only conflict is `a/projects`',
      setup: both,
    },
    {
      it: 'one that does nothing where there are two conflicts',
      in: { a: LIVE_DIRECTORY.a, b: LIVE_DIRECTORY.a },
      by: () => {
        throw new Error('conflict')
      },
      says: '`a/session-env` was left wrong, although the only conflicts are `a/projects` and 1 more',
      setup: both,
    },
    {
      it: 'one that leaves a link dangling whose target it could make',
      in: { a: dir({ projects: linkTo('{root}/shared'), 'session-env': dir() }) },
      by: () => {
        throw new Error('conflict')
      },
      says: '`a/projects` was left wrong, although the only conflict is `a/session-env`',
      setup: { links: [PROJECTS, ENV] },
    },
    {
      it: 'one that breaks a link that was right',
      in: { ...RIGHT, b: file('x') },
      by: ([home]) => {
        rmSync(`${home}/projects`)
        throw new Error('conflict')
      },
      says: '`a/projects` was left wrong, although the only conflict is `b`',
      setup: two,
    },
  ])
})

describe('does not accuse', () => {
  const held = 'held'
  testLaw(healsTheRest, [
    { it: 'one that goes on', in: { a: LIVE_DIRECTORY.a }, by: goesOn(), says: held, setup: both },
    {
      it: 'one that cannot make links to a target that is a file',
      in: { shared: file('x') },
      by: goesOn(),
      says: held,
      setup: both,
    },
    {
      it: 'one that cannot make links in a home that is a file',
      in: { a: file('x') },
      by: goesOn(),
      says: held,
      setup: both,
    },
    {
      it: 'one that cannot make links in a home that nobody may write',
      in: { a: dir({}, { mode: 0o555 }), b: LIVE_DIRECTORY.a },
      by: goesOn(),
      says: held,
      setup: { homes: ['a', 'b', 'c'] },
    },
    {
      it: 'one that takes a relative link for right',
      in: { ...RELATIVE, b: LIVE_DIRECTORY.a },
      by: takesResolved,
      says: 'vacuous',
      setup: two,
    },
  ])
})

describe('says nothing', () => {
  testLaw(healsTheRest, [
    { it: 'where nothing is in the way', in: {}, by: stopsAltogether, says: 'vacuous' },
    { it: 'where nothing is left to make', in: LIVE_DIRECTORY, by: stopsAltogether, says: 'vacuous' },
  ])
})
