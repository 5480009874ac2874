import { mkdirSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, linkTo } from '../../../fixtures/tree.ts'
import { addsOnlyRequired } from '../../../src/laws/adds-only-required.ts'
import { ENV, PROJECTS, testLaw } from '../../judging/functions.ts'
import { DIVERGENT, LIVE_DIRECTORY, RIGHT } from '../../judging/trees.ts'
import { lnSfn, logsEachRun, movesToBak } from '../../reconcilers/broken-functions.ts'
import { goesOn, renamesIntoPlace, stopsAtFirst, writesSettings } from '../../reconcilers/right-functions.ts'

describe('accuses', () => {
  testLaw(addsOnlyRequired, [
    {
      it: 'one that leaves a backup',
      in: LIVE_DIRECTORY,
      by: movesToBak,
      says: '`a/projects.bak` was created, but the request does not require it',
    },
    {
      it: '`ln -sfn`, which puts a link into a directory',
      in: LIVE_DIRECTORY,
      by: lnSfn,
      says: '`a/projects/shared` was created, but the request does not require it',
    },
    {
      it: 'one that leaves a log',
      in: {},
      by: logsEachRun,
      says: '`a/link.log` was created, but the request does not require it',
    },
    {
      it: 'one that makes a parent that nothing needs',
      in: {},
      by: (homes, required, root) => {
        mkdirSync(`${root}/users`)
        goesOn()(homes, required, root)
      },
      says: '`users` was created, but the request does not require it',
    },
    {
      it: 'one that puts the link where the home of a link belongs to another name',
      in: { a: linkTo('{root}/real'), real: dir() },
      by: ([home]) => mkdirSync(`${home}/project`),
      says: '`real/project` was created, but the request does not require it',
    },
  ])
})

describe('does not accuse', () => {
  const held = 'held'
  testLaw(addsOnlyRequired, [
    {
      it: 'one that makes all',
      in: {},
      by: goesOn(),
      says: held,
      setup: { homes: ['a', 'b'], links: [PROJECTS, ENV] },
    },
    {
      it: 'one that makes the parents of homes and targets',
      in: {},
      by: goesOn(),
      says: held,
      setup: { homes: ['users/me/.claude'], links: [{ name: 'projects', target: 'pool/deep/shared' }] },
    },
    {
      it: 'one whose homes are links',
      in: { a: linkTo('{root}/real'), real: dir() },
      by: goesOn(),
      says: held,
    },
    {
      it: 'one whose homes and targets lie below a link',
      in: { users: linkTo('{root}/u'), u: dir() },
      by: goesOn(),
      says: held,
      setup: { homes: ['users/me'], links: [{ name: 'projects', target: 'users/shared' }] },
    },
    {
      it: 'one that makes a target, and stops then',
      in: { ...DIVERGENT, shared: dir() },
      by: stopsAtFirst,
      says: held,
    },
    { it: 'one whose temporary names are gone in the end', in: RIGHT, by: renamesIntoPlace, says: held },
    {
      it: 'one that writes what it may',
      in: {},
      by: writesSettings,
      says: held,
      setup: { allow: ['*/settings.json'] },
    },
  ])
})
