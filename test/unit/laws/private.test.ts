import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file } from '../../../fixtures/tree.ts'
import { isPrivate } from '../../../src/laws/private.ts'
import { judgementBy, observationOf, testLaw } from '../../judging/functions.ts'
import { RIGHT } from '../../judging/trees.ts'
import { makesPublic } from '../../reconcilers/broken-functions.ts'
import { goesOn, stopsAtFirst } from '../../reconcilers/right-functions.ts'

describe('accuses', () => {
  testLaw(isPrivate, [
    {
      it: 'one that makes homes that anybody may list',
      in: { shared: dir() },
      by: makesPublic,
      says: 'the new directory `a` has mode 0755, not 0700',
    },
    {
      it: 'one that makes targets that anybody may list',
      in: { a: dir() },
      by: makesPublic,
      says: 'the new directory `shared` has mode 0755, not 0700',
    },
    {
      it: 'one that makes a parent that anybody may list',
      in: { shared: dir() },
      by: ([home = '']) => {
        mkdirSync(home.slice(0, home.lastIndexOf('/')))
        mkdirSync(home, { mode: 0o700 })
      },
      says: 'the new directory `users` has mode 0755, not 0700',
      setup: { homes: ['users/me'] },
    },
    {
      it: 'one that keeps itself out',
      in: { shared: dir() },
      by: ([home = '']) => mkdirSync(home, { mode: 0o500 }),
      says: 'the new directory `a` has mode 0500, not 0700',
    },
    {
      it: 'one that copies a private file to where others may read it',
      in: { ...RIGHT, a: dir({ old: file('secret', { mode: 0o600 }) }, { mode: 0o700 }) },
      by: (_, [link]) => writeFileSync(`${link?.target}/copy`, 'secret', { mode: 0o644 }),
      says: 'the new file `shared/copy` has mode 0644, but it has the bytes of `a/old`, whose mode was 0600',
    },
  ])
})

const SECRET = { ...RIGHT, a: dir({ old: file('secret', { mode: 0o600 }) }) }

describe('holds of', () => {
  testLaw(isPrivate, [
    { it: 'one that makes all as it should', in: {}, by: stopsAtFirst, says: 'held' },
    {
      it: 'one whose copy is as private as the file',
      in: SECRET,
      by: (_, [link]) => writeFileSync(`${link?.target}/copy`, 'secret', { mode: 0o600 }),
      says: 'held',
    },
    {
      it: 'one whose copy is in a private directory',
      in: SECRET,
      by: ([home = '']) => {
        mkdirSync(`${home}/kept`, { mode: 0o700 })
        writeFileSync(`${home}/kept/copy`, 'secret', { mode: 0o644 })
      },
      says: 'held',
    },
    {
      it: 'one that copies what others may read elsewhere',
      in: { ...SECRET, open: file('secret') },
      by: (_, [link]) => writeFileSync(`${link?.target}/copy`, 'secret', { mode: 0o644 }),
      says: 'vacuous',
    },
    {
      it: 'one whose directories inherit a group',
      in: {},
      by: (homes, required, root) => {
        goesOn()(homes, required, root)
        for (const home of homes) chmodSync(home, 0o2700)
      },
      says: 'held',
    },
    {
      it: 'one that makes a directory of its own otherwise: that it made it is for another law',
      in: {},
      by: (homes, required, root) => {
        goesOn()(homes, required, root)
        mkdirSync(`${root}/logs`)
      },
      says: 'held',
    },
  ])

  test('one whose directories lose what the mask of the user hides', async () => {
    const narrow = await observationOf({ shared: dir() }, ([home = '']) => mkdirSync(home, { mode: 0o500 }))
    expect(judgementBy(isPrivate, { ...narrow, umask: 0o222 })).toBe('held')
  })
})

describe('says nothing', () => {
  testLaw(isPrivate, [{ it: 'where no directory was made', in: RIGHT, by: goesOn(), says: 'vacuous' }])
})
