import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FlatEntry, isWithin } from '../../fixtures/disk/flat-tree.ts'
import { worlds } from '../../fixtures/states/random-worlds.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp.ts'
import { dir, file, hardLinkTo, linkTo } from '../../fixtures/tree.ts'
import { type Harness, harnessFor } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { judgeWorlds } from '../../src/gate/judge-worlds.ts'
import { minimise } from '../../src/gate/shrink/minimise.ts'
import { type LawId, lawOf } from '../../src/laws/index.ts'
import { judgeUndisturbed } from '../../src/laws/law.ts'
import { fn, type Provision } from '../../src/subjects/fn.ts'
import { asked, lawIn, ONE } from './ask.ts'

/** Does to each link of each home what is said, after it has made every directory. */
function eachLink(act: (path: string, target: string) => void): Provision {
  return (homes, required) => {
    for (const { target } of required) mkdirSync(target, { recursive: true })
    for (const home of homes) {
      mkdirSync(home, { recursive: true })
      for (const { name, target } of required) act(`${home}/${name}`, target)
    }
  }
}

const BROKEN: readonly (readonly [string, LawId, Provision])[] = [
  [
    'removes what is in the way',
    'keeps-data',
    eachLink((path, target) => {
      rmSync(path, { recursive: true, force: true })
      symlinkSync(target, path)
    }),
  ],
  [
    'moves what is there onto a backup that may be there already',
    'keeps-data',
    eachLink((path, target) => {
      if (existsSync(path) && !existsSync(`${path}.bak`)) renameSync(path, `${path}.bak`)
      else rmSync(`${path}.bak`, { recursive: true, force: true })
      if (!existsSync(path)) symlinkSync(target, path)
    }),
  ],
  ['does nothing', 'tells-the-truth', () => {}],
  [
    'counts its runs',
    'idempotent',
    (_homes, _required, root) => writeFileSync(`${root}/run-${readdirSync(root).length}`, ''),
  ],
  [
    'opens every home',
    'touches-nothing',
    homes => {
      for (const home of homes) if (existsSync(home)) chmodSync(home, 0o777)
    },
  ],
  [
    'refuses where a target holds anything',
    'succeeds-when-clear',
    eachLink((path, target) => {
      if (readdirSync(target).length > 0) throw new Error('not empty')
      if (!existsSync(path)) symlinkSync(target, path)
    }),
  ],
]

describe('the world that is shown is as small as it can be, for a function that', () => {
  test.each(BROKEN)('%s', { timeout: 60_000 }, async (_, id, provision) => {
    await using temp = await tempDir()
    const harness = harnessFor(temp, fn('under test', provision), asked())
    const specs = fc.sample(worlds(), { numRuns: 60, seed: 11 })
    const trial = { level: 'complete', laws: [id], waivers: new Map(), seed: 1 } as const
    const { laws } = await judgeWorlds(harness, specs, { ...trial, onProgress: () => {} })
    const spec = lawIn({ laws }, id).counterexample?.spec
    if (spec === undefined) throw new Error(`${id} was not broken`)
    expect(await breaks(harness, id, spec)).toBe(true)
    expect(spec.rootName).toBe(PLAIN_ROOT)
    for (const smaller of smallerThan(spec)) expect(await breaks(harness, id, smaller)).toBe(false)
  })
})

async function breaks(harness: Harness, id: LawId, spec: WorldSpec): Promise<boolean> {
  const law = lawOf(id)
  return typeof judgeUndisturbed(law, await observe(harness, spec, new Set(law.needs))) !== 'string'
}

/** The worlds with one thing less: an entry with all it holds, a home, or a link. */
function smallerThan(spec: WorldSpec): WorldSpec[] {
  const { tree, deployment } = spec
  const { homes, links } = deployment
  const without = [...tree.keys()].map(gone => new Map([...tree].filter(([path]) => !isWithin(path, gone))))
  return [
    ...without
      .filter(less => [...less.values()].every(entry => entry.type !== 'hard-link' || less.has(entry.to)))
      .map(less => ({ ...spec, tree: less })),
    ...(homes.length > 1
      ? homes.map(gone => ({ homes: homes.filter(home => home !== gone), links }))
      : []
    ).map(less => ({ ...spec, deployment: less })),
    ...(links.length > 1
      ? links.map(gone => ({ homes, links: links.filter(link => link !== gone) }))
      : []
    ).map(less => ({ ...spec, deployment: less })),
  ]
}

describe('of a file that repeats one line there is left', () => {
  const LINES = { 'with.jsonl': `${'go on\n'.repeat(99)}end`, 'without.jsonl': 'go on\n'.repeat(99) }
  const lines = new Map(Object.entries(LINES).map(([name, text]) => [name, file(text)]))
  const spec: WorldSpec = { deployment: ONE, tree: lines, rootName: PLAIN_ROOT }
  const longer = (than: number) => (text: unknown) => typeof text === 'string' && text.length > than
  const contentsOf = ({ tree }: WorldSpec) =>
    [...tree.values()].map(entry => (entry.type === 'file' ? entry.content : ''))

  test.each([
    ['what follows it, or one of it', 0, ['end', 'go on\n']],
    ['all of it, where that is what it takes', 9, Object.values(LINES)],
  ])('%s', async (_, than, left) => {
    const isBroken = async (one: WorldSpec) => one.tree.size === 2 && contentsOf(one).every(longer(than))
    expect(contentsOf(await minimise(spec, isBroken, false))).toEqual(left)
  })
})

/** The tree that is left of another where what breaks the law can be told by its paths. */
async function left(tree: Record<string, FlatEntry>, isBroken: (paths: string[]) => boolean) {
  const spec: WorldSpec = { deployment: ONE, tree: new Map(Object.entries(tree)), rootName: PLAIN_ROOT }
  const smallest = await minimise(spec, async one => isBroken([...one.tree.keys()]), false)
  return Object.fromEntries(smallest.tree)
}

const only = file('the only copy\n')

describe('what lies in directories of one name is shown one level higher', () => {
  const nested = (above: string, entry: FlatEntry = only) => ({
    [above]: dir(),
    [`${above}/day`]: dir(),
    [`${above}/day/one.jsonl`]: entry,
  })

  const hasBoth = (paths: string[]) =>
    ['a/', 'b/'].every(above => paths.some(path => path.startsWith(above) && path.endsWith('/one.jsonl')))

  test('wherever there are such directories', async () => {
    expect(await left({ ...nested('a'), ...nested('b') }, hasBoth)).toEqual({
      ...{ a: dir(), 'a/one.jsonl': only, b: dir(), 'b/one.jsonl': only },
    })
  })

  test('with the file that a hard link is a second name of', async () => {
    const tree = { ...nested('a'), ...nested('b', hardLinkTo('a/day/one.jsonl')) }
    expect(await left(tree, hasBoth)).toEqual({
      ...{ a: dir(), 'a/one.jsonl': only, b: dir(), 'b/one.jsonl': hardLinkTo('a/one.jsonl') },
    })
  })

  test('but not where something of that name is there, nor where that breaks nothing', async () => {
    const taken = { ...nested('a'), 'a/one.jsonl': only }
    expect(await left(taken, paths => paths.length > 3)).toEqual(taken)
    expect(await left(nested('a'), paths => paths.includes('a/day/one.jsonl'))).toEqual(nested('a'))
  })

  test('but not where the name is asked for', async () => {
    const { homes, links } = ONE
    for (const name of [...homes, ...links.map(link => link.name), ...links.map(link => link.target)]) {
      const tree = { x: dir(), [`x/${name}`]: dir(), [`x/${name}/one.jsonl`]: only }
      const hasOne = (paths: string[]) => paths.some(path => path.endsWith('/one.jsonl'))
      expect(await left(tree, hasOne)).toEqual(tree)
    }
  })
})

describe('a directory is shown in the place of a link to it', () => {
  const real = {
    'a-real': dir(),
    'a-real/one.jsonl': only,
    'a-real/two.jsonl': hardLinkTo('a-real/one.jsonl'),
  }
  const hasTwo = (paths: string[]) => paths.some(path => path.endsWith('/two.jsonl'))

  test('with all that it holds', async () => {
    expect(
      await left({ a: linkTo('{root}/a-real'), ...real }, paths => hasTwo(paths) && paths.includes('a')),
    ).toEqual({
      ...{ a: dir(), 'a/one.jsonl': only, 'a/two.jsonl': hardLinkTo('a/one.jsonl') },
    })
  })

  test.each([
    ['where that breaks nothing', { a: linkTo('{root}/a-real'), ...real }, 'a-real'],
    ['where a link is asked for', { a: dir(), 'a/projects': linkTo('{root}/a-real'), ...real }, 'a/projects'],
    ['where the link lies in it', { ...real, 'a-real/a': linkTo('{root}/a-real') }, 'a-real/a'],
  ])('but not %s', async (_, tree, kept) => {
    expect(
      await left(tree, paths => hasTwo(paths) && paths.includes(kept) && paths.length >= 4),
    ).toMatchObject(tree)
  })
})

describe('a subject that does not do the same each time', () => {
  test.each([1, 2, 3, 5, 7])('does not upset the run (it breaks every %d. time)', async every => {
    let runs = 0
    const flaky = fn('flaky', () => {
      runs += 1
      if (runs % every !== 0) throw new Error('not now')
    })
    await using temp = await tempDir()
    const trial = { level: 'safe', laws: [], waivers: new Map(), seed: 1 } as const
    const specs = fc.sample(worlds(), { numRuns: 40, seed: every })
    const { laws } = await judgeWorlds(harnessFor(temp, flaky, asked()), specs, {
      ...trial,
      onProgress: () => {},
    })
    expect(lawIn({ laws }, 'tells-the-truth').verdict).toBe('broken')
  })

  test('is shown as what it is where it does not break again', async () => {
    let runs = 0
    const once = fn('once', () => {
      runs += 1
      if (runs > 1) throw new Error('not again')
    })
    await using temp = await tempDir()
    const trial = { level: 'safe', laws: ['tells-the-truth'], waivers: new Map(), seed: 1 } as const
    const specs = fc.sample(worlds(), { numRuns: 3, seed: 1 })
    const { laws } = await judgeWorlds(harnessFor(temp, once, asked()), specs, {
      ...trial,
      onProgress: () => {},
    })
    expect(lawIn({ laws }, 'tells-the-truth')).toMatchObject({
      verdict: 'broken',
      fails: true,
      counterexample: {
        summary:
          'success was reported, but `ab/projects` is absent, not a link to `.claude-shared` (and 2 more)',
      },
    })
  })
})
