import { chmodSync, mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { tellsTheTruth } from '../../../src/laws/tells-the-truth.ts'
import { ENV, judgementBy, observationOf, PROJECTS, testLaw } from '../../judging/functions.ts'
import { DIVERGENT, LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import {
  existsOrLink,
  firstHomeOnly,
  forgetsTargets,
  linksToItsOwn,
  linksWhatIsAbsent,
  lnSfn,
  togglesLinks,
} from '../../reconcilers/broken-functions.ts'
import { goesOn, migrates, stopsAtFirst, takesResolved } from '../../reconcilers/right-functions.ts'

describe('accuses', () => {
  testLaw(tellsTheTruth, [
    {
      it: 'one that does nothing',
      in: {},
      by: () => {},
      says: 'success was reported, but `a/projects` is absent, not a link to `shared`',
    },
    {
      it: 'one that leaves a home out',
      in: {},
      by: firstHomeOnly,
      says: 'success was reported, but `b/projects` is absent, not a link to `shared` (and 1 more)',
      setup: { homes: ['a', 'b'], links: [PROJECTS, ENV] },
    },
    {
      it: '`[ -e x ] || ln -s` where a live directory stands',
      in: LIVE_DIRECTORY,
      by: existsOrLink,
      says: 'success was reported, but `a/projects` is a directory, not a link to `shared`',
    },
    {
      it: 'one that leaves a link to elsewhere',
      in: DIVERGENT,
      by: linksWhatIsAbsent,
      says: 'success was reported, but `a/projects` is a symlink to "{root}/old", not a link to `shared`',
    },
    {
      it: '`ln -sfn`, which puts the link into the directory',
      in: LIVE_DIRECTORY,
      by: lnSfn,
      says: 'success was reported, but `a/projects` is a directory, not a link to `shared`',
    },
    {
      it: 'one whose links lead to what was never made',
      in: {},
      by: forgetsTargets,
      says: 'success was reported, but `a/projects` leads to `shared`, which is absent, not a directory',
    },
    {
      it: 'one whose links lead to a file',
      in: { shared: file('x\n') },
      by: forgetsTargets,
      says: 'success was reported, but `a/projects` leads to `shared`, which is a file, not a directory',
    },
    {
      it: 'one that closes the target to its owner',
      in: RIGHT,
      by: (_homes, required) => {
        for (const { target } of required) chmodSync(target, 0o600)
      },
      says: 'success was reported, but the owner of `shared` can no longer use it',
    },
    {
      it: 'one that gives each home a directory of its own',
      in: {},
      by: linksToItsOwn,
      says: 'success was reported, but `a/projects` is a symlink to "{root}/a/own-projects", not a link to `shared` (and 1 more)',
      setup: { homes: ['a', 'b'] },
    },
    {
      it: 'one that removes the right links that it finds',
      in: RIGHT,
      by: togglesLinks,
      says: 'success was reported, but `a/projects` is absent, not a link to `shared`',
    },
    {
      it: 'one that takes another text for right where the project means that text',
      in: RELATIVE,
      by: takesResolved,
      says: 'success was reported, but `a/projects` is a symlink to "../shared", not a link to `shared`',
      setup: { equality: 'exact' },
    },
    {
      it: 'one that makes a directory where a link belongs',
      in: {},
      by: homes => {
        for (const home of homes) mkdirSync(`${home}/projects`, { recursive: true })
      },
      says: 'success was reported, but `a/projects` is a directory, not a link to `shared`',
    },
  ])

  test('one whose links are right, and yet a file written through one is not read through another', async () => {
    const probe = ['a file written through `a/projects` cannot be read through `b/projects`']
    expect(judgementBy(tellsTheTruth, { ...(await observationOf(RIGHT, goesOn())), probe })).toEqual({
      summary:
        'success was reported, but a file written through `a/projects` cannot be read through `b/projects`',
      paths: [],
    })
  })
})

describe('does not accuse', () => {
  const held = 'held'
  testLaw(tellsTheTruth, [
    { it: 'one that links everything', in: {}, by: goesOn(), says: held },
    { it: 'one that refuses, and says so', in: DIVERGENT, by: stopsAtFirst, says: held },
    {
      it: 'one that does nothing and says that it failed',
      in: {},
      by: () => {
        throw new Error('no')
      },
      says: held,
    },
    { it: 'one that migrates, and links then', in: LIVE_DIRECTORY, by: migrates, says: held },
    {
      it: 'one that takes another text for right where the project has not said what it means',
      in: RELATIVE,
      by: takesResolved,
      says: held,
    },
    {
      it: 'one that takes another text for right where the project means the directory',
      in: RELATIVE,
      by: takesResolved,
      says: held,
      setup: { equality: 'resolved' },
    },
    {
      it: 'one whose homes are links, with one that leads to another home',
      in: { a: linkTo('{root}/real'), b: linkTo('a'), real: dir() },
      by: goesOn(),
      says: held,
      setup: { homes: ['a', 'b'] },
    },
    {
      it: 'one whose target is a link to a directory',
      in: { shared: linkTo('pool'), pool: dir() },
      by: goesOn(),
      says: held,
    },
  ])
})
