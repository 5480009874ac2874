import { existsSync, mkdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { build } from '../../fixtures/disk/build.ts'
import { removeTree } from '../../fixtures/disk/remove.ts'
import { snapshot } from '../../fixtures/snapshot.ts'
import { LINK_STATES } from '../../fixtures/states/link-states.ts'
import { worlds, worldsOf } from '../../fixtures/states/random-worlds.ts'
import { fixedStates, smallStates } from '../../fixtures/states/small-states.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp.ts'
import { keyOf, linesOf, linesRead } from './described.ts'
import { ALL_STATES, statesIn } from './states-in.ts'

const SAMPLES = { seed: 1, numRuns: 1000 }

/** Builds each world where the one before it stood, and expects it to be as it is described. */
async function expectBuilt(specs: readonly WorldSpec[]): Promise<void> {
  await using temp = await tempDir()
  const umask = process.umask(0o022)
  try {
    for (const { tree, rootName } of specs) {
      const root = `${temp.path}/${rootName}`
      mkdirSync(root)
      build(root, tree, { tempPath: temp.path })
      expect(linesRead(snapshot(root, { unseal: true }))).toEqual(linesOf(tree))
      removeTree(root)
      expect(existsSync(root)).toBe(false)
    }
  } finally {
    process.umask(umask)
  }
}

const TIERS: readonly (readonly [string, () => WorldSpec[]])[] = [
  ['every small state', smallStates],
  ['every small state of a whole deployment', () => fixedStates(DEFAULT_DEPLOYMENT)],
  ['every random world of any deployment', () => fc.sample(worlds(), SAMPLES)],
  ['every random world of a whole deployment', () => fc.sample(worldsOf(DEFAULT_DEPLOYMENT), SAMPLES)],
]

describe.each(TIERS)('%s', (_, specs) => {
  test('is built as it is described, and removed without a trace', async () => {
    await expectBuilt(specs())
  })

  test('is among the others as every state is', () => {
    const met = new Set(specs().flatMap(spec => [...statesIn(spec)]))
    expect(ALL_STATES.filter(state => !met.has(state))).toEqual([])
  })
})

/** States that say something of what is in the target: where that is no directory, or has it already, they say nothing. */
const ALIKE_BY_TARGET = [
  'divergent-into-target',
  'directory-same-name',
  'directory-same-bytes',
  'directory-same-size',
]

test('small states are distinct, but for those that need a target to differ in', () => {
  for (const specs of [smallStates(), fixedStates(DEFAULT_DEPLOYMENT)]) {
    const met = new Set<string>()
    const twice = specs.filter(spec => {
      const isTwice = met.has(keyOf(spec))
      met.add(keyOf(spec))
      return isTwice
    })
    const links = new Set(twice.map(({ states }) => states?.link))
    expect([...links].filter(link => link === undefined || !ALIKE_BY_TARGET.includes(link))).toEqual([])
  }
})

test('each state of a link is met in each home, and with a rest that is right as well as one that is not there', () => {
  const { homes, links } = DEFAULT_DEPLOYMENT
  const paths = homes.flatMap(home => links.map(link => ({ home, path: `${home}/${link.name}`, ...link })))
  const met = new Map<string, Set<string>>()
  for (const { states, tree } of fixedStates(DEFAULT_DEPLOYMENT)) {
    if (states?.home !== 'directory') continue
    const wrong = paths.filter(({ path, target }) => {
      const entry = tree.get(path)
      return entry?.type !== 'link' || entry.text !== `{root}/${target}`
    })
    const isRight = wrong.length <= 1
    const at = isRight ? wrong.map(({ home }) => home) : homes.filter(home => tree.has(home))
    const seen = met.get(states.link) ?? new Set()
    met.set(states.link, seen)
    for (const what of [isRight ? 'right' : 'not there', ...at]) seen.add(what)
  }
  const all = [...homes, 'not there', 'right'].sort()
  expect([...met].filter(([, seen]) => [...seen].sort().join() !== all.join())).toEqual([])
  expect([...met.keys()].sort()).toEqual(Object.keys(LINK_STATES).sort())
})

test('a small state says which one it is, where it is one of one home and one link', () => {
  for (const spec of smallStates().filter(({ states }) => states !== undefined)) {
    expect(spec.deployment).toEqual({ homes: ['a'], links: [{ name: 'projects', target: 'shared' }] })
    expect(spec.rootName).toBe(PLAIN_ROOT)
  }
})

describe('a property that fails shrinks', () => {
  const smallest = (holds: (spec: WorldSpec) => boolean) => {
    const { counterexample } = fc.check(fc.property(worlds(), holds), { seed: 3, numRuns: 2000 })
    const [spec] = counterexample ?? []
    if (spec === undefined) throw new Error('it did not fail')
    return spec
  }

  test('to the home and the file, where it is of a file in the place of a link', () => {
    const spec = smallest(({ deployment: { homes, links }, tree }) =>
      homes.every(home => links.every(({ name }) => tree.get(`${home}/${name}`)?.type !== 'file')),
    )
    expect(spec.tree.size).toBeLessThanOrEqual(3)
    expect(spec.rootName).toBe(PLAIN_ROOT)
  })

  test('to an empty disk, where it is of any world', () => {
    const spec = smallest(() => false)
    expect([spec.tree.size, spec.deployment.homes.length, spec.deployment.links.length]).toEqual([0, 1, 1])
  })

  test('to one bystander, where it is of a name that is not UTF-8', () => {
    const spec = smallest(({ tree }) => ![...tree.keys()].some(path => path.includes('\udcff')))
    expect(spec.tree.size).toBe(1)
  })
})
