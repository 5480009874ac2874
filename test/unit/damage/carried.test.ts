import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree, world } from '../../../fixtures/index.ts'
import { compare } from '../../../src/damage/compare.ts'
import { specify } from './case.ts'

const tree: Tree = {
  a: dir({ projects: dir({ nested: linkTo('{root}/old'), near: linkTo('../../old') }) }),
  old: dir({ 'only.jsonl': file('the only copy\n') }),
}

test('a link that is moved away with its directory, and still leads to its files, is moved', async () => {
  await using w = await world(tree)
  const before = w.snapshot()
  renameSync(w.path('a/projects'), w.path('a/projects.bak'))
  const { fates, orphans } = compare(before, w.snapshot())
  expect(fates.get('a/projects/nested')).toBe('moved')
  expect(fates.get('a/projects/near')).toBe('moved')
  expect(fates.get('a/projects')).toBe('moved')
  expect(orphans.size).toBe(0)
})

test('a link that is copied with its directory, which is then removed, is moved', async () => {
  await using w = await world(tree)
  const before = w.snapshot()
  cpSync(w.path('a/projects'), w.path('a/projects.bak'), { recursive: true, verbatimSymlinks: true })
  rmSync(w.path('a/projects'), { recursive: true })
  expect(compare(before, w.snapshot()).fates.get('a/projects/nested')).toBe('moved')
})

test('a link whose relative text leads nowhere from its new path is orphaned', async () => {
  await using w = await world(tree)
  const before = w.snapshot()
  mkdirSync(w.path('kept'))
  renameSync(w.path('a/projects'), w.path('kept/projects'))
  renameSync(w.path('kept'), w.path('a/projects'))
  const { orphans } = compare(before, w.snapshot())
  expect([...orphans]).toEqual([['a/projects/near', 'old/only.jsonl']])
})

test('a link that is itself renamed, so that its path leads elsewhere, is orphaned', async () => {
  await using w = await world({ ...tree, projects: linkTo('{root}/old'), shared: dir() })
  const before = w.snapshot()
  renameSync(w.path('projects'), w.path('projects.bak'))
  symlinkSync(w.path('shared'), w.path('projects'))
  expect(compare(before, w.snapshot()).orphans.get('projects')).toBe('old/only.jsonl')
})

test('a link that is moved out of a blocking directory is moved, even if its neighbours still are in it', async () => {
  await using w = await world(tree)
  const before = w.snapshot()
  mkdirSync(w.path('shared'))
  renameSync(w.path('a/projects/nested'), w.path('shared/nested'))
  const after = w.snapshot()
  expect(compare(before, after, ['a/projects']).fates.get('a/projects/nested')).toBe('moved')
  expect(compare(before, after, ['a/projects']).orphans.size).toBe(0)
  // A link anywhere else is read at its own path.
  expect(compare(before, after).orphans.get('a/projects/nested')).toBe('old/only.jsonl')
})

test('a link that is moved out of a blocking directory, and does not lead to its files any more, is orphaned', async () => {
  await using w = await world(tree)
  const before = w.snapshot()
  mkdirSync(w.path('shared'))
  renameSync(w.path('a/projects/near'), w.path('shared/near'))
  const { orphans } = compare(before, w.snapshot(), ['a/projects'])
  expect([...orphans]).toEqual([['a/projects/near', 'old/only.jsonl']])
})

test('a blocking path that is itself a link is not moved with its files', async () => {
  await using w = await world({
    a: dir({ projects: linkTo('{root}/old') }),
    old: dir({ 'x.jsonl': file('x') }),
  })
  const before = w.snapshot()
  renameSync(w.path('a/projects'), w.path('kept'))
  expect(compare(before, w.snapshot(), ['a/projects']).orphans.get('a/projects')).toBe('old/x.jsonl')
})

test('a link to its own directory is moved, even if its neighbours follow later or stay', async () => {
  await using w = await world({
    a: dir({ projects: dir({ here: linkTo('.'), 'x.jsonl': file('x\n') }) }),
    shared: dir({}),
  })
  const before = w.snapshot()
  renameSync(w.path('a/projects/here'), w.path('shared/here'))
  const { fates, orphans } = compare(before, w.snapshot(), ['a/projects'])
  expect(fates.get('a/projects/here')).toBe('moved')
  expect(fates.get('a/projects/x.jsonl')).toBe('kept')
  expect(orphans.size).toBe(0)
})

describe('a file that a link replaced', () => {
  const tree = { own: file('one\n'), same: file('one\n'), longer: file('one\ntwo\n'), other: file('two\n') }
  const replaced = (by: string) => (at: (path: string) => string) => {
    unlinkSync(at('own'))
    symlinkSync(by, at('own'))
  }
  specify([
    { when: 'it leads to the same bytes', tree, act: replaced('same'), fates: { own: 'merged' } },
    { when: 'it leads to bytes that go on', tree, act: replaced('longer'), fates: { own: 'merged' } },
    {
      when: 'it leads to other bytes',
      tree: { own: tree.own, other: tree.other },
      act: replaced('other'),
      fates: { own: 'destroyed' },
    },
    {
      when: 'it leads to the beginning of its bytes',
      tree: { own: tree.longer, beginning: tree.own },
      act: replaced('beginning'),
      fates: { own: 'destroyed' },
    },
    { when: 'it leads nowhere', tree: { own: tree.own }, act: replaced('gone'), fates: { own: 'destroyed' } },
  ])
})
