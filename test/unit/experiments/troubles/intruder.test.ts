import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromBytes } from '../../../../fixtures/disk/bytes.ts'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, fifo, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { baselineIn } from '../../../../src/experiments/baseline.ts'
import { effortFor } from '../../../../src/experiments/effort.ts'
import { openWorld } from '../../../../src/experiments/reusable-world.ts'
import { intrusionsOf, withIntruder } from '../../../../src/experiments/troubles/intruder.ts'
import { tryTroubles } from '../../../../src/experiments/troubles/try-troubles.ts'
import type { DisturbedRun } from '../../../../src/observation/disturbed-run.ts'
import type { Intruder, StepRef } from '../../../../src/observation/trouble.ts'
import { type PortProvision, port } from '../../../../src/subjects/port/port.ts'
import type { Subject } from '../../../../src/subjects/subject.ts'
import { harnessOf } from '../harness-of.ts'

const DEPLOYMENT = { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }

/** Looks at the home, and at nothing else. */
const looks: PortProvision = async ([home = ''], _required, _root, fs) => {
  await fs.lstat(home).catch(() => {})
}
const BEFORE_THE_LOOK: StepRef = {
  among: 'all',
  index: 0,
  call: 'lstat',
  path: 'a',
  nth: 1,
  volatileNames: [],
}

function specOf(tree: Tree): WorldSpec {
  return { deployment: DEPLOYMENT, tree: flatten(tree), rootName: PLAIN_ROOT }
}

/** What comes of an intruder at a path, right before a reconciler looks at the home. */
async function intruded(
  tree: Tree,
  path: string,
  makes: Intruder,
  by: PortProvision = looks,
): Promise<DisturbedRun | null> {
  await using temp = await tempDir()
  const reusable = await openWorld(harnessOf(temp, port('looks', by)), specOf(tree))
  const baseline = await baselineIn(reusable, { seed: 1, troubledIndex: 0 })
  return await withIntruder(reusable, { kind: 'intrusion', before: BEFORE_THE_LOOK, path, makes }, baseline)
}

/** What stands at each path of a disturbed world that was not there before: `x: a file "text"`. */
function newIn({ before, intruded }: DisturbedRun): string[] {
  return [...(intruded?.entries ?? [])]
    .filter(([path]) => !before.entries.has(path))
    .map(([path, { type, text, content }]) => {
      const holds = content === undefined ? text?.replaceAll(before.root, '{root}') : fromBytes(content)
      return holds === undefined ? `${path}: ${type}` : `${path}: ${type} ${JSON.stringify(holds)}`
    })
}

describe('somebody else makes', () => {
  test('a file', async () => {
    const disturbed = await intruded({}, 'x', 'file')
    expect(disturbed?.made).toEqual(['x'])
    expect(disturbed && newIn(disturbed)).toEqual([`x: file "somebody else's, at x\\n"`])
    expect(disturbed?.events[0]).toEqual({ note: 'another process created a file at `x`' })
  })

  test('a directory with a file in it', async () => {
    const disturbed = await intruded({}, 'x', 'directory')
    expect(disturbed?.made).toEqual(['x', 'x/only.jsonl'])
    expect(disturbed && newIn(disturbed)).toEqual(['x: dir', `x/only.jsonl: file "somebody else's, at x\\n"`])
    expect(disturbed?.events[0]).toEqual({ note: 'another process created a directory at `x`' })
  })

  test('a symlink to such a directory', async () => {
    const disturbed = await intruded({}, 'x', 'link')
    expect(disturbed?.made).toEqual(['x', '.somebody-else', '.somebody-else/only.jsonl'])
    expect(disturbed && newIn(disturbed)).toEqual([
      '.somebody-else: dir',
      `.somebody-else/only.jsonl: file "somebody else's, at x\\n"`,
      'x: link "{root}/.somebody-else"',
    ])
    expect(disturbed?.events[0]).toEqual({ note: 'another process created a symlink at `x`' })
  })

  test('the way to it, where that is missing', async () => {
    const disturbed = await intruded({}, 'deep/down/x', 'file')
    expect(disturbed?.made).toEqual(['deep/down/x'])
    expect(disturbed && newIn(disturbed)).toEqual([
      'deep: dir',
      'deep/down: dir',
      `deep/down/x: file "somebody else's, at deep/down/x\\n"`,
    ])
  })

  test.each(['file', 'directory', 'link'] as const)(
    'a file inside of a directory that stands there (for a %s)',
    async makes => {
      const disturbed = await intruded({ x: dir() }, 'x', makes)
      expect(disturbed?.made).toEqual(['x/somebody-else'])
      expect(disturbed?.events[0]).toEqual({ note: 'another process created a file at `x/somebody-else`' })
    },
  )

  test('what it makes where a link of the world leads', async () => {
    const disturbed = await intruded({ x: linkTo('{root}/y'), y: dir() }, 'x/deep', 'file')
    expect(disturbed?.made).toEqual(['y/deep'])
  })
})

describe('somebody else makes nothing', () => {
  test.each([
    ['a file stands there', { x: file('x') }, 'x'],
    ['a link stands there, even to a directory', { x: linkTo('{root}/y'), y: dir() }, 'x'],
    ['a link stands there that leads nowhere', { x: linkTo('{root}/y') }, 'x'],
    ['a pipe stands there', { x: fifo() }, 'x'],
    ['a file is in the way', { x: file('x') }, 'x/deep'],
    ['a link to nowhere is in the way', { x: linkTo('x') }, 'x/deep'],
    ['somebody was there before', { x: dir({ 'somebody-else': file('') }) }, 'x'],
  ] as const)('where %s', async (_, tree, path) => {
    expect(await intruded(tree, path, 'file')).toBeNull()
  })

  test('where the run never comes to the step', async () => {
    expect(await intruded({}, 'x', 'file', () => {})).toBeNull()
  })
})

test('nobody ever writes outside of the world, through whatever link leads out of it', async () => {
  await using outside = await tempDir()
  const tree = {
    a: linkTo(outside.path),
    b: linkTo(`${outside.path}/missing`),
    c: linkTo('../../../..'),
    d: dir({ projects: linkTo(outside.path) }),
  }
  for (const makes of ['file', 'directory', 'link'] as const) {
    for (const path of ['a', 'a/x', 'a/x/y', 'b', 'b/x', 'c/x', 'c', 'd/projects', 'd/projects/x']) {
      expect(await intruded(tree, path, makes)).toBeNull()
    }
  }
  expect(readdirSync(outside.path)).toEqual([])
})

test('nor through one that the reconciler has just made', async () => {
  await using outside = await tempDir()
  await using temp = await tempDir()
  const leadsOut: PortProvision = async ([home = ''], [link], _root, fs) => {
    await fs.symlink(outside.path, home)
    await fs.symlink(link?.target ?? '', `${home}/${link?.name}`).catch(() => {})
    await fs.unlink(`${home}/${link?.name}`).catch(() => {})
  }
  let struck = 0
  const harness = harnessOf(temp, port('leads out', leadsOut))
  const troubling = {
    kinds: ['intrusion'] as const,
    seed: 1,
    troubledIndex: 0,
    known: null,
    wants: () => true,
  }
  for await (const { phase } of tryTroubles(harness, specOf({}), troubling))
    if (phase === 'trouble') struck += 1
  expect(struck).toBeGreaterThan(0)
  expect(readdirSync(outside.path)).toEqual([])
})

test('the way to what is made is no loss of the reconciler', async () => {
  const disturbed = await intruded({}, 'deep/x', 'file')
  expect(disturbed?.run.changes.added).toEqual([])
  expect([...(disturbed?.run.changes.fates.values() ?? [])].every(fate => fate === 'kept')).toBe(true)
})

test('nobody comes upon a name that is new in each run', async () => {
  let runs = 0
  const usesNumbers: PortProvision = async (_homes, _required, root, fs) => {
    runs += 1
    await fs.mkdir(`${root}/temp.${runs}`)
    await fs.rmdir(`${root}/temp.${runs}`)
  }
  await using temp = await tempDir()
  const made: string[] = []
  const harness = harnessOf(temp, port('uses numbers', usesNumbers))
  const troubling = {
    kinds: ['intrusion'] as const,
    seed: 1,
    troubledIndex: 0,
    known: null,
    wants: () => true,
  }
  for await (const trial of tryTroubles(harness, specOf({}), troubling))
    if (trial.phase === 'trouble') made.push(...trial.observation.disturbed.made)
  expect(made.filter(path => path.startsWith('temp.'))).toEqual([])
})

describe('where it is tried', () => {
  test('right before each step in process, at its place and at that of the next change', async () => {
    const looksAndLinks: PortProvision = async ([home = ''], _required, root, fs) => {
      await fs.lstat(home).catch(() => {})
      await fs.rename(`${root}/x`, `${root}/y`)
    }
    expect(await triedFor({ x: file('x') }, looksAndLinks)).toEqual([
      'before lstat a: a',
      'before lstat a: y',
      'before rename x: y',
    ])
  })

  test('for a command, between the steps that may notice an entry there', async () => {
    const looksTwice: PortProvision = async (_homes, _required, root, fs) => {
      await fs.lstat(`${root}/y`).catch(() => {})
      await fs.lstat(`${root}/x`).catch(() => {})
      await fs.readlink(`${root}/y`).catch(() => {})
      await fs.lstat(`${root}/x`).catch(() => {})
      await fs.readdir(root).catch(() => {})
      await fs.symlink(`${root}/x`, `${root}/y`)
    }
    expect(await triedFor({ x: file('x') }, looksTwice, 'command')).toEqual([
      'before readlink y: y',
      'before symlink y: y',
    ])
  })

  test('inside of a directory that is removed, before each step in it', async () => {
    const removes: PortProvision = (_homes, _required, root, fs) => fs.rm(`${root}/x`, { recursive: true })
    const tried = await triedFor({ x: dir({ 'only.jsonl': file('') }) }, removes)
    expect(tried.filter(line => line.endsWith(': x/somebody-else')).sort()).toEqual([
      'before lstat x/only.jsonl: x/somebody-else',
      'before lstat x: x/somebody-else',
      'before readdir x: x/somebody-else',
      'before rmdir x: x/somebody-else',
      'before unlink x/only.jsonl: x/somebody-else',
    ])
  })
})

/** Where an intruder is let act, in order, whatever it makes. */
async function triedFor(
  tree: Tree,
  by: PortProvision,
  kind: Subject['kind'] = 'in-process',
): Promise<string[]> {
  await using temp = await tempDir()
  const world = await openWorld(harnessOf(temp, port('tried', by)), specOf(tree))
  const baseline = await baselineIn(world, { seed: 1, troubledIndex: 0 })
  const intrusions = intrusionsOf({ ...baseline, effort: effortFor({ kind }) })
  return [...new Set(intrusions.map(({ before, path }) => `before ${before.call} ${before.path}: ${path}`))]
}
