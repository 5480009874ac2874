import { expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { baselineIn } from '../../../src/experiments/baseline.ts'
import { openWorld, type ReusableWorld } from '../../../src/experiments/reusable-world.ts'
import { disturb, troublesOf } from '../../../src/experiments/troubles/disturb.ts'
import type { DisturbedRun } from '../../../src/observation/disturbed-run.ts'
import type { Run } from '../../../src/observation/run.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { script } from '../../../src/subjects/script.ts'
import { harnessOf } from './harness-of.ts'

const BUILT_IN = script('the built-in reconciler', request => reconcile(request, 'exact'))
const DEPLOYMENT = { homes: ['a', 'b'], links: [{ name: 'projects', target: 'shared' }] }

/** Returns all that a run shows and that is the same in each copy of a world. */
function shown({ report, after, changes }: Run): unknown {
  const entries = [...after.entries].map(([path, { type, mode, text, content }]) => {
    return { path, type, mode, text: text?.replaceAll(after.root, '{root}'), content }
  })
  return { claim: report.claim, entries, changes }
}

/** Returns the runs under every trouble, as they are told. */
async function told(spec: WorldSpec, of: (world: ReusableWorld) => ReusableWorld): Promise<unknown[]> {
  await using temp = await tempDir()
  const world = of(await openWorld(harnessOf(temp, BUILT_IN), spec))
  const baseline = await baselineIn(world, { seed: 1, troubledIndex: 0 })
  const runs: (DisturbedRun | null)[] = []
  for (const kind of ['crash', 'fault', 'race', 'intrusion', 'live-writes'] as const)
    for (const trouble of troublesOf(kind, baseline)) runs.push(await disturb(world, trouble, baseline))
  return runs.map(
    one => one && { trouble: one.trouble, run: shown(one.run), rerun: one.rerun && shown(one.rerun) },
  )
}

const TREES: readonly (readonly [string, Tree])[] = [
  ['an empty world', {}],
  [
    'a right one',
    { a: dir({ projects: linkTo('{root}/shared') }), shared: dir({ 'only.jsonl': file('x') }) },
  ],
  ['one with a conflict', { a: dir({ projects: dir({ 'only.jsonl': file('x') }) }), b: dir() }],
]

test.each(TREES)('a tree that is known by what a script made is the one on disk: %s', async (_, tree) => {
  const spec = { deployment: DEPLOYMENT, tree: flatten(tree), rootName: PLAIN_ROOT }
  const known = await told(spec, world => world)
  // It reads the tree after each run.
  const read = await told(spec, world => Object.assign(Object.create(world), { endedAlone: world.ended }))
  expect(known.length).toBeGreaterThan(100)
  expect(known).toEqual(read)
})
