import { describe, expect, test } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { namesEveryConflict } from '../../../src/laws/names-every-conflict.ts'
import { ensureForAccounts } from '../../../src/reconciler/api.ts'
import type { Provision } from '../../../src/subjects/fn.ts'
import { ENV, judgementBy, observationOf, PROJECTS, testLaw } from '../../judging/functions.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import { linksWhatIsAbsent, namesNothing, removesFirst } from '../../reconcilers/broken-functions.ts'
import { goesOn, stopsAtFirst, takesResolved } from '../../reconcilers/right-functions.ts'

const says =
  (text: string): Provision =>
  () => {
    throw new Error(text)
  }
const two = { homes: ['a', 'b'] }
const inBoth = { a: LIVE_DIRECTORY.a, b: LIVE_DIRECTORY.a, shared: dir() }
const unnamed = '`a/projects` is a conflict, but the report does not name it'

describe('accuses', () => {
  testLaw(namesEveryConflict, [
    { it: 'one that says only that something is wrong', in: LIVE_DIRECTORY, by: namesNothing, says: unnamed },
    {
      it: 'one that ends a home at its first conflict',
      in: { a: dir({ projects: dir(), 'session-env': dir() }) },
      by: stopsAtFirst,
      says: '`a/session-env` is a conflict, but the report does not name it',
      setup: { links: [PROJECTS, ENV] },
    },
    {
      it: 'one that names neither of two',
      in: inBoth,
      by: says('no'),
      says: '`a/projects` is a conflict, but the report does not name it (and 1 more)',
      setup: two,
    },
    {
      it: 'one that names the link and not the home',
      in: inBoth,
      by: says('projects of a is a directory'),
      says: '`b/projects` is a conflict, but the report does not name it',
      setup: two,
    },
    {
      it: 'one that names a longer word',
      in: LIVE_DIRECTORY,
      by: says('a/projects-2 exists'),
      says: unnamed,
    },
    { it: 'one that names a shorter word', in: LIVE_DIRECTORY, by: says('a/project exists'), says: unnamed },
    {
      it: 'one that reports success',
      in: LIVE_DIRECTORY,
      by: linksWhatIsAbsent,
      says: '`a/projects` is a conflict, but success was reported',
    },
    {
      it: 'one that puts a conflict right, and says nothing of it',
      in: EMPTY_DIRECTORY,
      by: removesFirst,
      says: '`a/projects` is a conflict, but success was reported',
    },
    {
      it: 'one that does not name a home that is a file',
      in: { a: file('x') },
      by: says('ENOTDIR'),
      says: '`a` is a conflict, but the report does not name it',
    },
    {
      it: 'one that does not name a target that is a file',
      in: { shared: file('x') },
      by: says('cannot link a/projects'),
      says: '`shared` is a conflict, but the report does not name it',
    },
    {
      it: 'one whose findings are of other paths',
      in: LIVE_DIRECTORY,
      by: () => {
        throw Object.assign(new Error('a/projects'), { findings: [{ path: '/a/projects' }] })
      },
      says: unnamed,
    },
  ])
})

test('accuses one that names what is in the way, and reports success', async () => {
  const { first, ...rest } = await observationOf(LIVE_DIRECTORY, linksWhatIsAbsent)
  const talkative = {
    ...first,
    report: { ...first.report, output: 'a/projects is a directory, and I go on' },
  }
  expect(judgementBy(namesEveryConflict, { ...rest, first: talkative })).toEqual({
    summary: '`a/projects` is a conflict, but success was reported',
    paths: ['a/projects'],
  })
})

describe('holds of', () => {
  const held = 'held'
  testLaw(namesEveryConflict, [
    { it: 'one that names a link which leads elsewhere', in: DIVERGENT, by: goesOn(), says: held },
    { it: 'one that goes on and names each', in: inBoth, by: goesOn(), says: held, setup: two },
    {
      it: 'one that names the link of a home that is the root itself',
      in: { projects: dir() },
      by: says('projects is a directory'),
      says: held,
      setup: { homes: ['.'] },
    },
    { it: 'one with one conflict in each home', in: inBoth, by: stopsAtFirst, says: held, setup: two },
    {
      it: 'one whose findings have their paths',
      in: inBoth,
      by: (homes, required) => void ensureForAccounts(homes, required),
      says: held,
      setup: two,
    },
    {
      it: 'one that names the parent that is in the way, or what it keeps from being',
      in: { users: file('x') },
      by: says('users is a file'),
      says: held,
      setup: { homes: ['users/me'] },
    },
    {
      it: 'one that names the home that a parent keeps from being',
      in: { users: file('x') },
      by: says('cannot make me: ENOTDIR'),
      says: held,
      setup: { homes: ['users/me'] },
    },
    {
      it: 'one that escapes a name as a shell does',
      in: { "it's": dir({ projects: dir() }) },
      by: says(`'it'\\''s/projects' exists`),
      says: held,
      setup: { homes: ["it's"] },
    },
    {
      it: 'one that escapes a name as C does',
      in: { été: dir({ projects: dir() }) },
      by: says('\\303\\251t\\303\\251/projects exists'),
      says: held,
      setup: { homes: ['été'] },
    },
    {
      it: 'one that takes a relative link for right, and names what else is in the way',
      in: { ...RELATIVE, b: LIVE_DIRECTORY.a },
      by: takesResolved,
      says: held,
      setup: two,
    },
    {
      it: 'one that made the home that another home is a link to',
      in: { a: linkTo('{root}/b'), shared: dir() },
      by: (homes, required) => void ensureForAccounts(homes, required),
      says: held,
      setup: two,
    },
  ])
})

describe('says nothing', () => {
  testLaw(namesEveryConflict, [
    { it: 'where all is right', in: RIGHT, by: says('no'), says: 'vacuous' },
    { it: 'where nothing is there', in: {}, by: says('no'), says: 'vacuous' },
    {
      it: 'where a link leads to the directory, and the project means that',
      in: RELATIVE,
      by: says('no'),
      says: 'vacuous',
      setup: { equality: 'resolved' },
    },
    {
      it: 'of one that takes a relative link for right, where the project has not said what it means',
      in: RELATIVE,
      by: takesResolved,
      says: 'vacuous',
    },
    {
      it: 'of one that refuses it, for the same reason',
      in: RELATIVE,
      by: goesOn(),
      says: 'vacuous',
    },
    {
      it: 'of a link through another home whose own is still to be made, where the project means the directory',
      in: { a: dir({ projects: linkTo('{root}/b/projects') }), b: dir(), shared: dir() },
      by: (homes, required) => void ensureForAccounts(homes, required, { equality: 'resolved' }),
      says: 'vacuous',
      setup: { ...two, equality: 'resolved' },
    },
  ])
})
