import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SharedLink } from '../../../../../fixtures/deployment.ts'
import { fromBytes } from '../../../../../fixtures/disk/bytes.ts'
import { flatten } from '../../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../../../fixtures/tree.ts'
import { openWorld } from '../../../../../src/experiments/reusable-world.ts'
import { withAgents } from '../../../../../src/experiments/troubles/live-writes/live-writer.ts'
import type { DisturbedRun } from '../../../../../src/observation/disturbed-run.ts'
import { type PortProvision, port } from '../../../../../src/subjects/port/port.ts'
import { RIGHT } from '../../../../judging/trees.ts'
import { harnessOf } from '../../harness-of.ts'

/** Looks at the home so many times, and each time otherwise. */
const looks =
  (times: number): PortProvision =>
  async ([home = ''], _required, _root, fs) => {
    for (let i = 0; i < times; i += 1) await (i % 2 === 0 ? fs.lstat(home) : fs.stat(home))
  }

/** What comes of agents that write while a reconciler runs. */
async function written(
  tree: Tree,
  by: PortProvision,
  at: 'every step' | 'any time' = 'every step',
  homes: readonly string[] = ['a'],
  link: SharedLink = { name: 'projects', target: 'shared' },
): Promise<DisturbedRun | null> {
  await using temp = await tempDir()
  const deployment = { homes, links: [link] }
  const reusable = await openWorld(harnessOf(temp, port('looks', by)), {
    deployment,
    tree: flatten(tree),
    rootName: PLAIN_ROOT,
  })
  return await withAgents(reusable, { kind: 'live-writes', at })
}

/** A file's lines after the run. */
function linesIn(disturbed: DisturbedRun | null, path: string): string[] {
  const content = disturbed?.run.after.entries.get(path)?.content
  return content === undefined ? [] : fromBytes(content).trimEnd().split('\n')
}

describe('agents that share one file', () => {
  const FILE: SharedLink = { name: 's.json', target: 't.json', kind: 'file' }
  const link = linkTo('{root}/t.json')
  const tree: Tree = { a: dir({ 's.json': link }), b: dir({ 's.json': link }), 't.json': file('{}') }

  test('append to it, and from the other home save it in one go, which puts a file in the place of the link', async () => {
    const disturbed = await written(tree, looks(4), 'every step', ['a', 'b'], FILE)
    const shared = linesIn(disturbed, 't.json')
    for (let n = 0; n <= 4; n += 1) expect(shared.filter(line => line === `a/s.json ${n}`)).toHaveLength(2)
    expect(shared).toContain('b/s.json 2')
    expect(shared).not.toContain('b/s.json 3')
    const own = linesIn(disturbed, 'b/s.json')
    expect([0, 1, 2, 3, 4].map(n => own.includes(`b/s.json ${n}`))).toEqual(Array(5).fill(true))
    expect(disturbed?.run.after.entries.get('b/s.json')?.type).toBe('file')
    expect(disturbed?.lines).toHaveLength(15)
  })

  test('acknowledge no line where the file is gone', async () => {
    const removes: PortProvision = async ([home = ''], _required, root, fs) => {
      await fs.unlink(`${root}/t.json`)
      await fs.lstat(home)
      await fs.stat(home)
    }
    const disturbed = await written(tree, removes, 'every step', ['b', 'a'], FILE)
    const numbers = (path: string, through: string) =>
      disturbed?.lines
        .filter(line => line.path === path && line.through === through)
        .map(({ number }) => number)
    expect(numbers('b/s.json', 'its path')).toEqual([0, 1])
    expect(numbers('b/s.json', 'an open file')).toEqual([0, 1, 2, 3])
    expect(numbers('a/s.json', 'its path')).toEqual([0, 1])
  })

  test('do not write where no file is', async () => {
    const directories: Tree = { a: dir({ 's.json': dir() }), b: dir({ 's.json': linkTo('{root}/t.json') }) }
    expect(await written(directories, looks(2), 'every step', ['a', 'b'], FILE)).toBeNull()
  })
})

test('an agent keeps a file open, another opens it each time: each has one line before the run, and one at each step', async () => {
  const disturbed = await written(RIGHT, looks(2))
  const path = 'a/projects/live-1-1'
  expect(linesIn(disturbed, 'shared/live-1-1-open.jsonl')).toEqual(
    [0, 1, 2].map(n => `${path}-open.jsonl ${n}`),
  )
  expect(linesIn(disturbed, 'shared/live-1-1.jsonl')).toEqual([0, 1, 2].map(n => `${path}.jsonl ${n}`))
  expect(disturbed?.lines).toEqual(
    [0, 1, 2].flatMap(number => [
      {
        text: `${path}-open.jsonl ${number}`,
        path: `${path}-open.jsonl`,
        through: 'an open file',
        number,
        eventsBefore: Math.max(0, number - 1),
      },
      {
        text: `${path}.jsonl ${number}`,
        path: `${path}.jsonl`,
        through: 'its path',
        number,
        eventsBefore: Math.max(0, number - 1),
      },
    ]),
  )
})

test('of the same step again and again, as a copy reads its file, an agent writes at the first only', async () => {
  const disturbed = await written(RIGHT, async ([home = ''], _required, _root, fs) => {
    for (let i = 0; i < 5; i += 1) await fs.lstat(home)
    await fs.stat(home)
  })
  expect(linesIn(disturbed, 'shared/live-1-1.jsonl')).toHaveLength(3)
  expect(disturbed?.events).toHaveLength(6)
})

test('the agents’ own files stand there when the run begins, and are no doing of the reconciler', async () => {
  const disturbed = await written(RIGHT, looks(1))
  expect([...(disturbed?.intruded?.entries.keys() ?? [])]).toEqual(
    expect.arrayContaining(['shared/live-1-1-open.jsonl', 'shared/live-1-1.jsonl']),
  )
  expect([...(disturbed?.before.entries.keys() ?? [])]).toEqual(['', 'a', 'a/projects', 'shared'])
})

test('there are two for each home', async () => {
  const tree = { ...RIGHT, b: dir({ projects: dir() }) }
  const disturbed = await written(tree, looks(1), 'every step', ['a', 'b'])
  expect([...new Set(disturbed?.lines.map(({ path }) => path))]).toEqual([
    ...['a/projects/live-1-1-open.jsonl', 'a/projects/live-1-1.jsonl'],
    ...['b/projects/live-2-1-open.jsonl', 'b/projects/live-2-1.jsonl'],
  ])
  expect(linesIn(disturbed, 'b/projects/live-2-1.jsonl')).toHaveLength(2)
})

test('one that opens its file by path writes nothing while there is no way to it', async () => {
  const movesAndBack: PortProvision = async ([home = ''], _required, _root, fs) => {
    await fs.rename(`${home}/projects`, `${home}/aside`)
    await fs.lstat(home)
    await fs.rename(`${home}/aside`, `${home}/projects`)
    await fs.lstat(home)
  }
  const disturbed = await written({ a: dir({ projects: dir() }), shared: dir() }, movesAndBack)
  const counts = ['live-1-1-open.jsonl', 'live-1-1.jsonl'].map(
    name => linesIn(disturbed, `a/projects/${name}`).length,
  )
  expect(counts).toEqual([5, 3])
})

describe('there are no agents', () => {
  test.each([
    ['nothing stands there', {}],
    ['a file stands there', { a: dir({ projects: file('x') }) }],
    ['what stands there leads nowhere', { a: dir({ projects: linkTo('{root}/gone') }) }],
  ] as const)('where %s', async (_, tree) => {
    expect(await written(tree, looks(0))).toBeNull()
  })

  test('where no step was made while they could have written', async () => {
    expect(await written(RIGHT, () => {})).toBeNull()
  })
})

test('no agent writes outside of the world, through a link that leads out, or one that is put in its way', async () => {
  await using outside = await tempDir()
  expect(await written({ a: dir({ projects: linkTo(outside.path) }) }, looks(1))).toBeNull()
  const linksOut: PortProvision = async ([home = ''], _required, _root, fs) => {
    await fs.rename(`${home}/projects`, `${home}/aside`)
    await fs.symlink(outside.path, `${home}/projects`)
    await fs.lstat(home)
    await fs.unlink(`${home}/projects`)
    await fs.rename(`${home}/aside`, `${home}/projects`)
    await fs.rm(`${home}/projects/live-1-1.jsonl`)
    await fs.symlink(`${outside.path}/x`, `${home}/projects/live-1-1.jsonl`)
    await fs.lstat(home)
  }
  await written({ a: dir({ projects: dir() }) }, linksOut)
  expect(readdirSync(outside.path)).toEqual([])
})

test('at any time they write while nobody asks for a step', async () => {
  const disturbed = await written(RIGHT, () => new Promise(resolve => setTimeout(resolve, 60)), 'any time')
  const acknowledged = disturbed?.lines
    .filter(({ through }) => through === 'its path')
    .map(({ text }) => text)
  expect(acknowledged?.length).toBeGreaterThan(2)
  expect(linesIn(disturbed, 'shared/live-1-1.jsonl')).toEqual(acknowledged)
  expect(disturbed?.events).toEqual([])
})

test('the world is as it was afterwards', async () => {
  await using temp = await tempDir()
  const deployment = { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }
  const spec = { deployment, tree: flatten(RIGHT), rootName: PLAIN_ROOT }
  const reusable = await openWorld(harnessOf(temp, port('looks', looks(1))), spec)
  await withAgents(reusable, { kind: 'live-writes', at: 'every step' })
  expect([...reusable.built.snapshot().entries.keys()]).toEqual(['', 'a', 'a/projects', 'shared'])
})
