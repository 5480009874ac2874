import { appendFileSync, chmodSync, cpSync, rmSync, unlinkSync } from 'node:fs'
import { describe } from 'vitest'
import { dir, fifo, file, linkTo } from '../../../fixtures/tree.ts'
import { touchesNothing } from '../../../src/laws/touches-nothing.ts'
import { testLaw } from '../../judging/functions.ts'
import { DIVERGENT, EMPTY_DIRECTORY, LIVE_DIRECTORY, RELATIVE, RIGHT } from '../../judging/trees.ts'
import { copiesOver, linking, movesToBak, removesFirst } from '../../reconcilers/broken-functions.ts'
import {
  goesOn,
  migrates,
  renamesIntoPlace,
  stopsAtFirst,
  takesResolved,
  writesSettings,
} from '../../reconcilers/right-functions.ts'

describe('accuses', () => {
  testLaw(touchesNothing, [
    {
      it: 'one that removes an empty directory',
      in: EMPTY_DIRECTORY,
      by: removesFirst,
      says: '`a/projects` was removed: it was a directory where a link belongs',
    },
    {
      it: 'one that replaces a dangling link',
      in: { a: dir({ projects: linkTo('gone') }) },
      by: removesFirst,
      says: '`a/projects` was removed: it was a symlink to "gone" where a link belongs',
    },
    {
      it: 'one that replaces a FIFO',
      in: { a: dir({ projects: fifo() }) },
      by: removesFirst,
      says: '`a/projects` was removed: it was a FIFO where a link belongs',
    },
    {
      it: 'one that makes a right link again',
      in: RIGHT,
      by: renamesIntoPlace,
      says: '`a/projects` was removed and recreated: it was a symlink to "{root}/shared" where a link belongs',
    },
    {
      it: 'one that moves a live directory aside',
      in: LIVE_DIRECTORY,
      by: movesToBak,
      says: '`a/projects` was moved: it was a directory where a link belongs',
    },
    {
      it: 'one that migrates a live directory',
      in: LIVE_DIRECTORY,
      by: migrates,
      says: '`a/projects` was moved: it was a directory where a link belongs',
    },
    {
      it: 'one that removes what the target has already',
      in: {
        a: dir({ projects: dir({ 'same.jsonl': file('same\n') }) }),
        shared: dir({ 'same.jsonl': file('same\n') }),
      },
      by: copiesOver,
      says: '`a/projects` was merged into an existing entry: it was a directory where a link belongs',
    },
    {
      it: 'one that changes the mode of a home',
      in: RIGHT,
      by: ([home = '']) => chmodSync(home, 0o700),
      says: '`a` was altered: it was where an account home belongs',
    },
    {
      it: 'one that changes the mode of a target',
      in: RIGHT,
      by: (_homes, [link]) => chmodSync(link?.target ?? '', 0o700),
      says: '`shared` was altered: it was where a shared target belongs',
    },
    {
      it: 'one that writes into a file of a home',
      in: { ...RIGHT, a: dir({ ...RIGHT.a.entries, notes: file('n\n') }) },
      by: ([home]) => appendFileSync(`${home}/notes`, 'linked\n'),
      says: '`a/notes` was appended to: it was in the account home `a`',
    },
    {
      it: 'one that clears an empty directory out of a target',
      in: { ...RIGHT, shared: dir({ todo: dir() }) },
      by: (_homes, [link]) => rmSync(`${link?.target}/todo`, { recursive: true }),
      says: '`shared/todo` was removed: it was in the shared target `shared`',
    },
  ])
})

describe('does not accuse', () => {
  const held = 'held'
  testLaw(touchesNothing, [
    {
      it: 'one that only makes what is absent',
      in: { a: dir({ 'settings.json': file('{}') }) },
      by: goesOn(),
      says: held,
    },
    { it: 'one that refuses', in: LIVE_DIRECTORY, by: stopsAtFirst, says: held },
    { it: 'one that takes another text for right', in: RELATIVE, by: takesResolved, says: held },
    {
      it: 'one that destroys, since a graver law tells that',
      in: LIVE_DIRECTORY,
      by: removesFirst,
      says: held,
    },
    { it: 'one that orphans, for the same reason', in: DIVERGENT, by: removesFirst, says: held },
    {
      it: 'one that orphans what lay behind a nested link',
      in: { a: dir({ projects: dir({ nested: linkTo('{root}/old') }) }), old: dir({ x: file('x\n') }) },
      by: removesFirst,
      says: held,
    },
    {
      it: 'one that rewrites a file that it may write',
      in: { a: dir({ 'settings.json': file('{}\n') }) },
      by: writesSettings,
      says: held,
      setup: { allow: ['a/settings.json'] },
    },
    {
      it: 'one that copies something, which is read only',
      in: { ...RIGHT, notes: file('n\n') },
      by: linking((path, target) => {
        cpSync(`${path.slice(0, path.lastIndexOf('/'))}/../notes`, `${target}/notes`)
        unlinkSync(`${target}/notes`)
      }),
      says: held,
    },
  ])
})
