import { appendFileSync, chmodSync, existsSync, renameSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { idempotent } from '../../../src/laws/idempotent.ts'
import { judgementBy, observationOf, testLaw } from '../../judging/functions.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import {
  lnSfn,
  logsEachRun,
  movesToBak,
  removesFirst,
  togglesLinks,
} from '../../reconcilers/broken-functions.ts'
import {
  goesOn,
  migrates,
  renamesIntoPlace,
  stopsAtFirst,
  takesResolved,
  writesSettings,
} from '../../reconcilers/right-functions.ts'

describe('accuses', () => {
  testLaw(idempotent, [
    {
      it: 'one that backs up its own links',
      in: RIGHT,
      by: (homes, required, root) => {
        const isSecond = existsSync(`${homes[0]}/projects.bak`)
        if (isSecond) rmSync(`${homes[0]}/projects.bak`)
        movesToBak(homes, required, root)
        if (isSecond) renameSync(`${homes[0]}/projects.bak`, `${homes[0]}/projects.bak.2`)
      },
      says: 'the second run created `a/projects.bak.2`',
    },
    {
      it: 'one whose second run fails on what its first run made',
      in: {},
      by: homes => {
        if (existsSync(homes[0] ?? '')) throw new Error('exists')
        goesOn()(homes, [], '')
      },
      says: 'the first run reported success, the second failure',
    },
    {
      it: 'one that needs two runs',
      in: EMPTY_DIRECTORY,
      by: (homes, required) => {
        const path = `${homes[0]}/projects`
        if (existsSync(`${path}.bak`)) return goesOn()(homes, required, '')
        renameSync(path, `${path}.bak`)
        throw new Error('run me again')
      },
      says: 'the first run reported failure, the second success',
    },
    {
      it: 'one that refuses a relative link at first, and takes it then',
      in: RELATIVE,
      by: homes => {
        if (existsSync(`${homes[0]}/.seen`)) return
        appendFileSync(`${homes[0]}/.seen`, '')
        throw new Error('is that meant?')
      },
      says: 'the first run reported failure, the second success',
    },
    {
      it: 'one that undoes what its first run did',
      in: {},
      by: togglesLinks,
      says: '`a/projects` was removed by the second run',
    },
    {
      it: 'one that writes one more line each time',
      in: {},
      by: logsEachRun,
      says: '`a/link.log` was appended to by the second run',
    },
    {
      it: 'one that makes a mode looser each time',
      in: RIGHT,
      by: homes => {
        const isFirst = !existsSync(`${homes[0]}/.done`)
        appendFileSync(`${homes[0]}/.done`, '')
        if (!isFirst) chmodSync(homes[0] ?? '', 0o777)
      },
      says: '`a` was altered by the second run',
    },
  ])
})

describe('does not accuse', () => {
  const held = 'held'
  testLaw(idempotent, [
    { it: 'one that links once', in: {}, by: goesOn(), says: held },
    { it: 'one that refuses twice', in: DIVERGENT, by: stopsAtFirst, says: held },
    { it: 'one that migrates once', in: LIVE_DIRECTORY, by: migrates, says: held },
    { it: 'one that renames a new link into place each time', in: RIGHT, by: renamesIntoPlace, says: held },
    { it: 'one that removes each link and makes it again', in: RIGHT, by: removesFirst, says: held },
    {
      it: '`ln -sfn`, which writes the same into a directory each time',
      in: LIVE_DIRECTORY,
      by: lnSfn,
      says: held,
    },
    {
      it: 'one that writes a file over with the same bytes',
      in: { ...RIGHT, env: file('A=1\n') },
      by: (_homes, _required, root) => appendFileSync(`${root}/env`, 'A=1\n', { flag: 'w' }),
      says: held,
    },
    {
      it: 'one that rewrites a file that it may write',
      in: { a: dir() },
      by: writesSettings,
      says: held,
      setup: { allow: ['a/settings.json'] },
    },
  ])

  testLaw(idempotent, [
    {
      it: 'one that comes to a link to another home’s link before that is made, and sees it right afterwards',
      in: { a: dir({ projects: linkTo('{root}/b/projects') }), b: dir(), shared: dir() },
      by: takesResolved,
      says: 'vacuous',
      setup: { homes: ['a', 'b'] },
    },
  ])

  test('one that did not end: another law tells that', async () => {
    const { first, ...rest } = await observationOf({}, goesOn())
    const killed = { ...first, report: { ...first.report, claim: 'unended' as const } }
    expect(judgementBy(idempotent, { ...rest, first: killed })).toBe('vacuous')
  })
})

test('shows the second run, and what it started from', async () => {
  const observation = await observationOf({}, togglesLinks)
  const answer = judgementBy(idempotent, observation)
  expect(typeof answer === 'string' ? answer : answer.evidence).toEqual({
    before: observation.first.after,
    run: observation.second,
    since: 'after the first run',
  })
})
