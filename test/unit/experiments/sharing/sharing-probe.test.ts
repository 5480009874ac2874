import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Deployment } from '../../../../fixtures/deployment.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { dir, fifo, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { world } from '../../../../fixtures/world.ts'
import { probeSharing } from '../../../../src/experiments/sharing/sharing-probe.ts'

const FILE: Deployment = { homes: ['a', 'b'], links: [{ name: 's.json', target: 't.json', kind: 'file' }] }
const DEPLOYMENT: Deployment = { homes: ['a', 'b'], links: [{ name: 'projects', target: 'shared' }] }

async function probed(tree: Tree, deployment = DEPLOYMENT): Promise<string[]> {
  await using w = await world(tree, deployment)
  const before = w.snapshot()
  const found = probeSharing(w.root, deployment)
  // What it wrote is gone again.
  const after = w.snapshot()
  expect([...after.entries.keys()]).toEqual([...before.entries.keys()])
  expect(filesIn(after)).toEqual(filesIn(before))
  return found
}

test('homes that share their state show it', async () => {
  const link = linkTo('{root}/shared')
  expect(
    await probed({ a: dir({ projects: link }), b: dir({ projects: link }), shared: dir({ x: file('x') }) }),
  ).toEqual([])
})

test('a link that leads to another directory is found by using it, in both directions', async () => {
  const tree = {
    a: dir({ projects: linkTo('{root}/shared') }),
    b: dir({ projects: linkTo('{root}/other') }),
    shared: dir(),
    other: dir(),
  }
  expect(await probed(tree)).toEqual([
    'a file written through `a/projects` cannot be read through `b/projects`',
    'a file written through `b/projects` cannot be read through `a/projects`',
  ])
})

test('a directory in place of a link shares nothing', async () => {
  const tree = { a: dir({ projects: linkTo('{root}/shared') }), b: dir({ projects: dir() }), shared: dir() }
  expect(await probed(tree)).toHaveLength(2)
})

test.each([
  ['is not there', {}, 'ENOENT'],
  ['is dangling', { projects: linkTo('{root}/gone') }, 'ENOENT'],
  ['is a file', { projects: file('') }, 'ENOTDIR'],
  ['is a FIFO', { projects: fifo() }, 'ENOTDIR'],
  ['leads to itself', { projects: linkTo('{root}/a/projects') }, 'ELOOP'],
])('a link that %s cannot be written through', async (_, entries, errno) => {
  const tree = { a: dir(entries), b: dir({ projects: linkTo('{root}/shared') }), shared: dir() }
  expect(await probed(tree)).toEqual([
    `nothing can be written through \`a/projects\` (${errno})`,
    'a file written through `b/projects` cannot be read through `a/projects`',
  ])
})

test.each(['../outside', '{root}/../outside'])(
  'nothing is written through a link that leads out of the world (%s)',
  async text => {
    await using outside = await world({ outside: dir({ kept: file('kept') }, { mode: 0o755 }) })
    const tree = {
      a: dir({ projects: linkTo(`${outside.root}/outside`) }),
      b: dir({ projects: linkTo(text) }),
    }
    const before = outside.snapshot()
    expect(await probed(tree)).toContain('`a/projects` leads out of the world')
    expect(outside.root).toBeUntouchedSince(before)
    expect(outside.snapshot().entries.get('outside')?.mtime).toBe(before.entries.get('outside')?.mtime)
    expect(readdirSync(`${outside.root}/outside`)).toEqual(['kept'])
  },
)

test('homes that share a file show it, whatever it ends with', async () => {
  const link = linkTo('{root}/t.json')
  for (const content of ['', '{}', '{}\n']) {
    const tree = { a: dir({ 's.json': link }), b: dir({ 's.json': link }), 't.json': file(content) }
    expect(await probed(tree, FILE)).toEqual([])
  }
})

test('a file in place of a link to one shares nothing, even with the same bytes', async () => {
  const tree = {
    a: dir({ 's.json': linkTo('{root}/t.json') }),
    b: dir({ 's.json': file('{}\n') }),
    't.json': file('{}\n'),
  }
  expect(await probed(tree, FILE)).toEqual([
    'a file written through `a/s.json` cannot be read through `b/s.json`',
    'a file written through `b/s.json` cannot be read through `a/s.json`',
  ])
})

test.each([
  ['is not there', {}, 'ENOENT'],
  ['is dangling', { 's.json': linkTo('{root}/gone') }, 'ENOENT'],
  ['is a directory', { 's.json': dir() }, 'EISDIR'],
  ['is a FIFO', { 's.json': fifo() }, 'ENXIO'],
])(
  'a link to a file that %s cannot be written through, and nothing is made there',
  async (_, entries, errno) => {
    const tree = { a: dir(entries), b: dir({ 's.json': linkTo('{root}/t.json') }), 't.json': file('{}') }
    expect(await probed(tree, FILE)).toEqual([
      `nothing can be written through \`a/s.json\` (${errno})`,
      'a file written through `b/s.json` cannot be read through `a/s.json`',
    ])
  },
)

/** Returns the bytes and the times of all files. */
function filesIn({ entries }: Snapshot): unknown[] {
  return [...entries].flatMap(([path, { content, mtime }]) =>
    content === undefined ? [] : [[path, content, mtime]],
  )
}
