import { linkSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/tree.ts'
import { addsOnlyRequired } from '../../../src/laws/adds-only-required.ts'
import { keepsData } from '../../../src/laws/keeps-data.ts'
import { namesEveryConflict } from '../../../src/laws/names-every-conflict.ts'
import { succeedsWhenClear } from '../../../src/laws/succeeds-when-clear.ts'
import { tellsTheTruth } from '../../../src/laws/tells-the-truth.ts'
import type { Provision } from '../../../src/subjects/fn.ts'
import { type Setup, testLaw } from '../../judging/functions.ts'

// How each law judges a link of kind `file`.

const setup: Setup = { homes: ['a'], links: [{ name: 's.json', target: 't.json', kind: 'file' }] }
const own = file('{"own":1}\n')
const OWN = { a: dir({ 's.json': own }) }
const RIGHT = { a: dir({ 's.json': linkTo('{root}/t.json') }), 't.json': file('{}\n') }

const goesOn: Provision = () => {}
const refuses: Provision = () => {
  throw new Error('a/s.json and t.json')
}
const forces: Provision = (_homes, _required, root) => {
  unlinkSync(`${root}/a/s.json`)
  symlinkSync(`${root}/t.json`, `${root}/a/s.json`)
}
/** Shares the home's own file, where none is shared yet. */
const adopts: Provision = (_homes, _required, root) => {
  linkSync(`${root}/a/s.json`, `${root}/t.json`)
  renameSync(`${root}/a/s.json`, `${root}/a/aside`)
  symlinkSync(`${root}/t.json`, `${root}/a/s.json`)
  unlinkSync(`${root}/a/aside`)
}
/** Shares an empty file, where none is shared yet. */
const touches: Provision = (_homes, _required, root) => {
  writeFileSync(`${root}/t.json`, '', { flag: 'wx' })
  symlinkSync(`${root}/t.json`, `${root}/a/s.json`)
}
const links: Provision = (_homes, _required, root) => symlinkSync(`${root}/t.json`, `${root}/a/s.json`)

describe('accuses', () => {
  testLaw(keepsData, [
    {
      it: 'one that replaces a file of a home',
      in: { ...OWN, 't.json': file('{}\n') },
      by: forces,
      setup,
      says: '`a/s.json` (10 bytes) was destroyed: it was a file where a link belongs',
    },
    {
      it: 'one that replaces a file which goes on from the shared one',
      in: { a: dir({ 's.json': file('1\n2\n') }), 't.json': file('1\n') },
      by: forces,
      setup,
      says: '`a/s.json` (4 bytes) was destroyed: it was a file where a link belongs',
    },
    {
      it: 'one that empties the shared file',
      in: RIGHT,
      by: (_homes, _required, root) => writeFileSync(`${root}/t.json`, ''),
      setup,
      says: '`t.json` (3 bytes) was destroyed: it was where a shared target belongs',
    },
  ])
  testLaw(tellsTheTruth, [
    {
      it: 'success although a home has a file of its own with the same bytes',
      in: { a: dir({ 's.json': file('{}\n') }), 't.json': file('{}\n') },
      by: goesOn,
      setup,
      says: 'success was reported, but `a/s.json` is a file, not a link to `t.json`',
    },
    {
      it: 'success although the link leads to nothing',
      in: { a: dir() },
      by: links,
      setup,
      says: 'success was reported, but `a/s.json` leads to `t.json`, which is absent, not a file',
    },
    {
      it: 'success although the shared file is a directory',
      in: { ...RIGHT, 't.json': dir() },
      by: goesOn,
      setup,
      says: 'success was reported, but `a/s.json` leads to `t.json`, which is a directory, not a file',
    },
  ])
  testLaw(succeedsWhenClear, [
    {
      it: 'a refusal where nothing is in the way',
      in: { a: dir(), 't.json': file('{}') },
      by: refuses,
      setup,
      says: 'nothing was in the way, but failure was reported',
    },
  ])
  testLaw(namesEveryConflict, [
    {
      it: 'success although the shared file is missing',
      in: { a: dir() },
      by: links,
      setup,
      says: '`t.json` is a conflict, but success was reported',
    },
  ])
  testLaw(addsOnlyRequired, [
    {
      it: 'a link to what is no file',
      in: { a: dir(), 't.json': dir() },
      by: links,
      setup,
      says: '`a/s.json` was created, but no link belongs there, since its target `t.json` is not a file',
    },
  ])
})

describe('does not accuse', () => {
  const whole = [keepsData, tellsTheTruth, addsOnlyRequired]
  for (const law of whole) {
    testLaw(law, [
      { it: `one that shares the file of a home, by ${law.id}`, in: OWN, by: adopts, setup, says: 'held' },
      {
        it: `one that shares a read-only file of a home, by ${law.id}`,
        in: { a: dir({ 's.json': { ...own, mode: 0o444 } }) },
        by: adopts,
        setup,
        says: 'held',
      },
      {
        it: `one that shares an empty file, by ${law.id}`,
        in: { a: dir() },
        by: touches,
        setup,
        says: 'held',
      },
      { it: `a refusal to make a file up, by ${law.id}`, in: { a: dir() }, by: refuses, setup, says: 'held' },
      {
        it: `one that replaces a file with the same bytes, by ${law.id}`,
        in: { a: dir({ 's.json': file('{}\n') }), 't.json': file('{}\n') },
        by: forces,
        setup,
        says: 'held',
      },
    ])
  }
  testLaw(succeedsWhenClear, [
    {
      it: 'a refusal where the shared file is missing',
      in: { a: dir() },
      by: refuses,
      setup,
      says: 'vacuous',
    },
    { it: 'success where it is missing', in: OWN, by: adopts, setup, says: 'vacuous' },
  ])
  testLaw(namesEveryConflict, [
    { it: 'one that shares an empty file', in: { a: dir() }, by: touches, setup, says: 'held' },
    { it: 'a refusal that names the missing file', in: { a: dir() }, by: refuses, setup, says: 'held' },
  ])
})
