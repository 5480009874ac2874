import {
  appendFileSync,
  chmodSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { describe, expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { openWorld, type ReusableWorld } from '../../../src/experiments/reusable-world.ts'
import { fn, type Provision } from '../../../src/subjects/fn.ts'
import { harnessOf } from './harness-of.ts'

const TREE: Tree = {
  a: dir({ projects: linkTo('{root}/shared'), 'settings.json': file('{}') }),
  shared: dir({ 'only.jsonl': file('the only copy\n'), deep: dir({ empty: dir() }) }),
}
const DEPLOYMENT = { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }

/** Opens a world for a function. */
async function reusableWorldFor(
  provision: Provision,
  tree: Tree = TREE,
): Promise<ReusableWorld & AsyncDisposable> {
  const temp = await tempDir()
  const harness = harnessOf(temp, fn('a function', provision))
  const world = await openWorld(harness, {
    deployment: DEPLOYMENT,
    tree: flatten(tree),
    rootName: PLAIN_ROOT,
  })
  return Object.assign(Object.create(world), { [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose]() })
}

/** Returns all entries, without the times of directories. */
function entriesOf({ entries }: Snapshot) {
  return [...entries].map(([path, entry]) => [
    path,
    { ...entry, mtime: entry.type === 'dir' ? 0 : entry.mtime },
  ])
}

/** Returns all entries, without identities and times. */
function content({ entries }: Snapshot) {
  return [...entries].map(([path, { type, mode, text, content: bytes }]) => ({
    path,
    type,
    mode,
    text,
    bytes,
  }))
}

const ADDS: readonly (readonly [string, Provision])[] = [
  ['nothing', () => {}],
  ['a file', (_homes, _required, root) => writeFileSync(`${root}/a/x`, 'x')],
  [
    'directories in directories, with what is in them',
    (_homes, _required, root) => {
      mkdirSync(`${root}/new/deeper`, { recursive: true })
      writeFileSync(`${root}/new/deeper/x`, 'x')
      writeFileSync(`${root}/new.bak`, 'x')
      mkdirSync(`${root}/shared/deep/empty/full`)
    },
  ],
  [
    'a directory that it has closed',
    (_homes, _required, root) => {
      mkdirSync(`${root}/closed`)
      writeFileSync(`${root}/closed/x`, 'x')
      chmodSync(`${root}/closed`, 0)
    },
  ],
  ['a link to what is there', (_homes, _required, root) => symlinkSync(`${root}/shared`, `${root}/a/again`)],
]

describe('what a run has added is taken away, and the same world stands there:', () => {
  test.each(ADDS)('%s', async (_, provision) => {
    await using world = await reusableWorldFor(provision)
    const { before } = world
    const { after } = await world.run()
    await world.restore(after)
    expect(entriesOf(world.built.snapshot())).toEqual(entriesOf(before))
    expect(world.before).toBe(before)
  })
})

const CHANGES: readonly (readonly [string, Provision])[] = [
  ['a file is gone', (_homes, _required, root) => unlinkSync(`${root}/shared/only.jsonl`)],
  ['a file was appended to', (_homes, _required, root) => appendFileSync(`${root}/a/settings.json`, ' ')],
  [
    'a file has other bytes, and is as long and as old',
    (_homes, _required, root) => {
      writeFileSync(`${root}/a/settings.json`, '[]')
      lutimesSync(`${root}/a/settings.json`, 1_735_689_600, 1_735_689_600)
    },
  ],
  ['a mode is another', (_homes, _required, root) => chmodSync(`${root}/a`, 0o700)],
  [
    'a link is another one of the same text',
    (_homes, _required, root) => {
      unlinkSync(`${root}/a/projects`)
      symlinkSync(`${root}/shared`, `${root}/a/projects`)
    },
  ],
  ['a directory was moved', (_homes, _required, root) => renameSync(`${root}/shared`, `${root}/a/moved`)],
  [
    'an empty directory is gone',
    (_homes, _required, root) => rmSync(`${root}/shared/deep/empty`, { recursive: true }),
  ],
  ['the world itself is gone', (_homes, _required, root) => rmSync(root, { recursive: true })],
]

describe('the world is built anew where', () => {
  test.each(CHANGES)('%s', async (_, provision) => {
    await using world = await reusableWorldFor(provision)
    const { before } = world
    await world.restore((await world.run()).after)
    expect(world.before).not.toBe(before)
    expect(content(world.built.snapshot())).toEqual(content(before))
    expect(entriesOf(world.built.snapshot())).toEqual(entriesOf(world.before))
  })
})

test('the next run is told against the world as it stands by then', async () => {
  await using world = await reusableWorldFor((_homes, _required, root) => chmodSync(`${root}/a`, 0o700))
  for (const _time of [1, 2, 3]) {
    const { after, changes } = await world.run()
    expect([...changes.fates].filter(([, fate]) => fate !== 'kept')).toEqual([['a', 'altered']])
    await world.restore(after)
  }
})

test('what was left for temporary files is cleared', async () => {
  await using world = await reusableWorldFor(() => {})
  writeFileSync(`${world.job().temp}/lock`, '')
  await world.restore((await world.run()).after)
  expect(readdirSync(world.job().temp)).toEqual([])
})

test('a link that leads out of the world is taken away, and what it leads to is left', async () => {
  await using outside = await tempDir()
  writeFileSync(`${outside.path}/x`, 'x')
  await using world = await reusableWorldFor((_homes, _required, root) =>
    symlinkSync(outside.path, `${root}/out`),
  )
  const { before } = world
  await world.restore((await world.run()).after)
  expect(entriesOf(world.built.snapshot())).toEqual(entriesOf(before))
  expect(readdirSync(outside.path)).toEqual(['x'])
})

test('several runs at once have a job each in the same world', async () => {
  await using world = await reusableWorldFor(() => {})
  const [first, third] = [world.job(), world.job(2)]
  expect([first.runIndex, first.earlierRuns]).toEqual([0, 0])
  expect(third).toEqual({ ...first, runIndex: 2, earlierRuns: 1 })
})
