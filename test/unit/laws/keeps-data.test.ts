import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, file, hardLinkTo, linkTo } from '../../../fixtures/tree.ts'
import { keepsData } from '../../../src/laws/keeps-data.ts'
import { testLaw } from '../../judging/functions.ts'
import { DIVERGENT, LIVE_DIRECTORY, only, RIGHT } from '../../judging/trees.ts'
import { copiesOver, linking, lnSfn, movesToBak, removesFirst } from '../../reconcilers/broken-functions.ts'
import {
  goesOn,
  migrates,
  renamesIntoPlace,
  stopsAtFirst,
  writesSettings,
} from '../../reconcilers/right-functions.ts'

describe('accuses', () => {
  testLaw(keepsData, [
    {
      it: 'one that removes a live directory to put a link there',
      in: LIVE_DIRECTORY,
      by: removesFirst,
      says: '`a/projects/only.jsonl` (14 bytes) was destroyed: `a/projects` was a directory',
    },
    {
      it: 'one that removes a file to put a link there',
      in: { a: dir({ projects: file('x') }) },
      by: removesFirst,
      says: '`a/projects` (1 byte) was destroyed: it was a file where a link belongs',
    },
    {
      it: '`ln -sfn` over a link to live data',
      in: DIVERGENT,
      by: lnSfn,
      says: '`old/only.jsonl` (14 bytes) was orphaned: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
    },
    {
      it: 'one that moves the target from under a right link',
      in: { a: dir({ projects: linkTo('{root}/shared') }), shared: dir({ 'day.jsonl': only }) },
      by: (_homes, required) => {
        for (const { target } of required) {
          renameSync(target, `${target}.aside`)
          mkdirSync(target, { mode: 0o700 })
        }
      },
      says: '`shared/day.jsonl` (14 bytes) was moved: it can no longer be read through `a/projects`, which was right',
    },
    {
      it: 'one that moves a link to live data aside',
      in: DIVERGENT,
      by: movesToBak,
      says: '`old/only.jsonl` (14 bytes) was orphaned: `a/projects`, which was a symlink to "{root}/old", no longer leads to it',
    },
    {
      it: 'one that moves things aside over what was moved there before',
      in: {
        a: dir({ projects: dir({ 'new.jsonl': only }), 'projects.bak': dir({ 'old.jsonl': file('x\n') }) }),
      },
      by: movesToBak,
      says: '`a/projects.bak/old.jsonl` (2 bytes) was destroyed: it was in the account home `a`',
    },
    {
      it: 'one whose second run overwrites the backup that the first made',
      in: LIVE_DIRECTORY,
      by: movesToBak,
      says: '`a/projects/only.jsonl` (14 bytes) was destroyed by the second run: `a/projects` was a directory',
    },
    {
      it: 'one that copies over what has the same name in the target',
      in: {
        a: dir({ projects: dir({ 'day.jsonl': file('mine\n') }) }),
        shared: dir({ 'day.jsonl': file('theirs\n') }),
      },
      by: copiesOver,
      says: '`shared/day.jsonl` (7 bytes) was destroyed: it was in the shared target `shared`',
    },
    {
      it: 'one that replaces a target that is a file',
      in: { shared: file('x\n') },
      by: (homes, required) => {
        for (const { target } of required) rmSync(target)
        goesOn()(homes, required, '')
      },
      says: '`shared` (2 bytes) was destroyed: it was where a shared target belongs',
    },
    {
      it: 'one that replaces a home that is a file',
      in: { a: file('x\n') },
      by: (homes, required) => {
        for (const home of homes) rmSync(home)
        goesOn()(homes, required, '')
      },
      says: '`a` (2 bytes) was destroyed: it was where an account home belongs',
    },
    {
      it: 'one that empties a file of somebody else',
      in: { ...RIGHT, notes: file('n\n') },
      by: (_homes, _required, root) => truncateSync(`${root}/notes`),
      says: '`notes` (2 bytes) was destroyed: the request does not mention `notes`',
    },
    {
      it: 'one that shows the name of what it destroyed without moving the cursor',
      in: { ...RIGHT, '\u001b[31m\n': file('n\n') },
      by: (_homes, _required, root) => rmSync(`${root}/\u001b[31m\n`),
      says: '`\\x1b[31m\\n` (2 bytes) was destroyed: the request does not mention `\\x1b[31m\\n`',
    },
    {
      it: 'one that retargets a home',
      in: { a: linkTo('{root}/real'), real: dir({ 'settings.json': only }) },
      by: linking(path => {
        const home = path.slice(0, path.lastIndexOf('/'))
        rmSync(home)
        symlinkSync('elsewhere', home)
      }),
      says: '`real/settings.json` (14 bytes) was orphaned: `a`, which was a symlink to "{root}/real", no longer leads to it',
    },
  ])
})

describe('does not accuse', () => {
  const held = 'held'
  testLaw(keepsData, [
    { it: 'one that refuses', in: LIVE_DIRECTORY, by: goesOn(), says: held },
    { it: 'one that stops at the first conflict', in: DIVERGENT, by: stopsAtFirst, says: held },
    { it: 'one that copies, looks, and only then removes', in: LIVE_DIRECTORY, by: migrates, says: held },
    {
      it: 'one that copies what a link leads to, and then retargets it',
      in: DIVERGENT,
      by: migrates,
      says: held,
    },
    { it: 'one that renames links into place', in: RIGHT, by: renamesIntoPlace, says: held },
    {
      it: 'one that moves aside what is in the way, although a link in the target leads to it',
      in: {
        a: dir({ projects: dir({ 'only.jsonl': only }) }),
        b: dir({ projects: linkTo('{root}/shared') }),
        shared: dir({ 'only.jsonl': linkTo('{root}/a/projects/only.jsonl') }),
      },
      by: ([home], required) => {
        renameSync(`${home}/projects`, `${home}/projects.aside`)
        symlinkSync(required[0]?.target ?? '', `${home}/projects`)
      },
      setup: { homes: ['a', 'b'] },
      says: held,
    },
    {
      it: 'one that removes one of two names of a file',
      in: { a: dir({ projects: dir({ 'a.jsonl': hardLinkTo('elsewhere') }) }), elsewhere: only },
      by: removesFirst,
      says: held,
    },
    {
      it: 'one that removes an empty directory, a dangling link or a loop: that is for another law',
      in: { a: dir({ projects: linkTo('projects') }) },
      by: removesFirst,
      says: held,
    },
    {
      it: 'one that rewrites a file that it may write',
      in: { ...RIGHT, a: dir({ ...RIGHT.a.entries, 'settings.json': file('{}\n') }) },
      by: writesSettings,
      says: held,
      setup: { allow: ['a/settings.json'] },
    },
    {
      it: 'one that rewrites a file that it may write, and in each run touches something else',
      in: { ...RIGHT, a: dir({ ...RIGHT.a.entries, 'settings.json': file('{}\n') }) },
      by: (homes, required, root) => {
        writesSettings(homes, required, root)
        renamesIntoPlace(homes, required, root)
      },
      says: held,
      setup: { allow: ['a/settings.json'] },
    },
    {
      it: 'one that retargets a link that it may write',
      in: DIVERGENT,
      by: (homes, required, root) => {
        removesFirst(homes, required, root)
        writeFileSync(`${root}/shared/${performance.now()}`, '')
      },
      says: held,
      setup: { allow: ['a/projects', 'shared/*'] },
    },
  ])
})
