import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Deployment } from '../../../fixtures/deployment.ts'
import { dir, fifo, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { world } from '../../../fixtures/world.ts'
import { probeSharing } from '../../../src/experiments/sharing-probe.ts'

const DEPLOYMENT: Deployment = { homes: ['a', 'b'], links: [{ name: 'projects', target: 'shared' }] }

async function probed(tree: Tree): Promise<string[]> {
  await using w = await world(tree, DEPLOYMENT)
  const before = w.snapshot()
  const found = probeSharing(w.root, DEPLOYMENT)
  // What it wrote is gone again.
  expect([...w.snapshot().entries.keys()]).toEqual([...before.entries.keys()])
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
