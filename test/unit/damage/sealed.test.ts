import {
  chmodSync,
  chownSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
} from 'node:fs'
import { describe, expect, test } from 'vitest'
import { snapshot } from '../../../fixtures/snapshot.ts'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { type World, world } from '../../../fixtures/world.ts'
import { compare } from '../../../src/damage/compare.ts'
import { asUser, NOBODY } from '../../../src/subjects/user.ts'

const isRoot = process.getuid?.() === 0

/** Compares a tree with itself, before and after an action, as a user whom permissions keep out reads it. */
async function fatesOf(tree: Tree, act: (w: World) => void, sealing: (w: World) => void = () => {}) {
  await using w = await world(tree)
  if (isRoot) for (const path of w.snapshot().entries.keys()) chownSync(w.path(path), NOBODY.uid, NOBODY.gid)
  sealing(w)
  const look = () => asUser(isRoot ? NOBODY : null, () => snapshot(w.root))
  const before = await look()
  act(w)
  const { fates } = compare(before, await look())
  return Object.fromEntries([...fates].filter(([, fate]) => fate !== 'kept'))
}

const tree = { projects: dir({ 'a.jsonl': file('one\n') }), 'b.jsonl': file('two\n') }

describe('an entry that cannot be read is unknown, and unknown is not lost', () => {
  test('when a directory is closed, it is altered, and what it holds is kept', async () => {
    const fates = await fatesOf(tree, w => chmodSync(w.path('projects'), 0))
    expect(fates).toEqual({ projects: 'altered' })
  })

  test('when a closed directory is left alone, it is kept', async () => {
    const fates = await fatesOf(
      tree,
      () => {},
      w => chmodSync(w.path('projects'), 0),
    )
    expect(fates).toEqual({})
  })

  test('when a closed directory is renamed, it is moved', async () => {
    const fates = await fatesOf(
      tree,
      w => renameSync(w.path('projects'), w.path('projects.bak')),
      w => chmodSync(w.path('projects'), 0),
    )
    expect(fates).toEqual({ projects: 'moved' })
  })

  test('when a closed file is renamed, it is moved', async () => {
    const fates = await fatesOf(
      tree,
      w => renameSync(w.path('b.jsonl'), w.path('b.jsonl.bak')),
      w => chmodSync(w.path('b.jsonl'), 0),
    )
    expect(fates).toEqual({ 'b.jsonl': 'moved' })
  })

  test('when a closed file is removed, it is destroyed', async () => {
    const fates = await fatesOf(
      tree,
      w => unlinkSync(w.path('b.jsonl')),
      w => chmodSync(w.path('b.jsonl'), 0),
    )
    expect(fates).toEqual({ 'b.jsonl': 'destroyed' })
  })

  test('when a closed file gets shorter, it is destroyed: its size proves it', async () => {
    const fates = await fatesOf(
      tree,
      w => truncateSync(w.path('b.jsonl')),
      w => chmodSync(w.path('b.jsonl'), isRoot ? 0 : 0o200),
    )
    expect(fates).toEqual({ 'b.jsonl': 'destroyed' })
  })

  test('when a closed file is left alone, it is kept', async () => {
    const fates = await fatesOf(
      tree,
      () => {},
      w => chmodSync(w.path('b.jsonl'), 0),
    )
    expect(fates).toEqual({})
  })

  test('when a file is closed, or one that was closed is opened, it is altered', async () => {
    const closed = await fatesOf(tree, w => chmodSync(w.path('b.jsonl'), 0))
    expect(closed).toEqual({ 'b.jsonl': 'altered' })
    const opened = await fatesOf(
      tree,
      w => chmodSync(w.path('b.jsonl'), 0o644),
      w => chmodSync(w.path('b.jsonl'), 0),
    )
    expect(opened).toEqual({ 'b.jsonl': 'altered' })
  })

  test('when a file is renamed and closed, or one that was closed is renamed and opened, it is moved', async () => {
    const rename = (w: World) => renameSync(w.path('b.jsonl'), w.path('b.jsonl.bak'))
    const closed = await fatesOf(tree, w => {
      rename(w)
      chmodSync(w.path('b.jsonl.bak'), 0)
    })
    expect(closed).toEqual({ 'b.jsonl': 'moved' })
    const opened = await fatesOf(
      tree,
      w => {
        rename(w)
        chmodSync(w.path('b.jsonl.bak'), 0o644)
      },
      w => chmodSync(w.path('b.jsonl'), 0),
    )
    expect(opened).toEqual({ 'b.jsonl': 'moved' })
  })

  test('when a closed file is renamed and gets shorter, it is destroyed', async () => {
    const fates = await fatesOf(
      tree,
      w => {
        renameSync(w.path('b.jsonl'), w.path('b.jsonl.bak'))
        truncateSync(w.path('b.jsonl.bak'))
      },
      w => chmodSync(w.path('b.jsonl'), isRoot ? 0 : 0o200),
    )
    expect(fates).toEqual({ 'b.jsonl': 'destroyed' })
  })

  test('when a closed file is removed, another of its name and size does not count as it', async () => {
    const two = { old: dir({ 'b.jsonl': file('two\n') }), shared: dir({ 'b.jsonl': file('two\n') }) }
    const fates = await fatesOf(
      two,
      w => unlinkSync(w.path('old/b.jsonl')),
      w => chmodSync(w.path('old/b.jsonl'), 0),
    )
    expect(fates).toEqual({ 'old/b.jsonl': 'destroyed' })
  })

  test('when a closed directory is removed, an empty one of its name does not count as it', async () => {
    const fates = await fatesOf(
      { projects: dir(), shared: dir() },
      w => {
        rmdirSync(w.path('projects'))
        mkdirSync(w.path('shared/projects'))
      },
      w => chmodSync(w.path('projects'), 0),
    )
    expect(fates).toEqual({ projects: 'trivial' })
  })

  test('when a link leads to a closed directory now, its files are unknown', async () => {
    const linked = { projects: linkTo('old'), old: dir({ 'a.jsonl': file('one\n') }), shared: dir() }
    const fates = await fatesOf(linked, w => {
      chmodSync(w.path('shared'), 0)
      unlinkSync(w.path('projects'))
      symlinkSync('shared', w.path('projects'))
    })
    expect(fates).toEqual({ projects: 'trivial', shared: 'altered' })
  })

  test('when a directory is removed that was open, its files are destroyed', async () => {
    const fates = await fatesOf(tree, w => rmSync(w.path('projects'), { recursive: true }))
    expect(fates).toEqual({ projects: 'destroyed', 'projects/a.jsonl': 'destroyed' })
  })
})

describe('with a snapshot that opens closed entries', () => {
  test('files in a closed directory are compared by their bytes, and its mode stays', async () => {
    await using w = await world({ projects: dir({ 'a.jsonl': file('one\n') }, { mode: 0 }) })
    const before = snapshot(w.root, { unseal: true })
    chmodSync(w.path('projects'), 0o700)
    truncateSync(w.path('projects/a.jsonl'))
    chmodSync(w.path('projects'), 0)
    const { fates } = compare(before, snapshot(w.root, { unseal: true }))
    expect(Object.fromEntries(fates)).toEqual({
      '': 'kept',
      projects: 'kept',
      'projects/a.jsonl': 'destroyed',
    })
  })
})
