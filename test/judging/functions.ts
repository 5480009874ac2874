import { expect, test } from 'vitest'
import type { Deployment } from '../../fixtures/deployment.ts'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { Tree } from '../../fixtures/tree.ts'
import { harnessFor } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { type Judgement, judgeDisturbed, judgeUndisturbed, type Law } from '../../src/laws/law.ts'
import type { DisturbedObservation, Observation } from '../../src/observation/observation.ts'
import type { Equality } from '../../src/observation/right.ts'
import { fn, type Provision } from '../../src/subjects/fn.ts'

/** A world, unless said otherwise with the home `a` and the link `projects` to `shared`. */
export interface Scene extends Partial<Deployment> {
  readonly equality?: Equality
  /** Globs of what the subject may write as it likes. */
  readonly allow?: readonly string[]
}

export const PROJECTS = { name: 'projects', target: 'shared' }
export const ENV = { name: 'session-env', target: 'env' }

/** Runs a reconciler in a hand-written world, in every way, and tells what was seen. */
export async function seen(tree: Tree, provision: Provision, scene: Scene = {}): Promise<Observation> {
  const { homes = ['a'], links = [PROJECTS], equality = null, allow = [] } = scene
  await using temp = await tempDir()
  const umask = process.umask(0o022)
  try {
    const harness = harnessFor(temp, fn('a reconciler', provision), { equality, allow })
    const spec = { deployment: { homes, links }, tree: flatten(tree), rootName: PLAIN_ROOT }
    return await observe(harness, spec, new Set(['again', 'permuted']))
  } finally {
    process.umask(umask)
  }
}

/** Asks a law about undisturbed runs, or about a disturbed one. */
export function judged(law: Law, seen: Observation | DisturbedObservation): Judgement {
  return 'disturbed' in seen ? judgeDisturbed(law, seen) : judgeUndisturbed(law, seen)
}

/** What a law says of a reconciler in a world: `held`, `vacuous`, or the summary of its break. */
export async function judgement(law: Law, tree: Tree, provision: Provision, scene?: Scene): Promise<string> {
  const answer = judged(law, await seen(tree, provision, scene))
  return typeof answer === 'string' ? answer : answer.summary
}

/** A reconciler in a world, and what a law says of it. */
export interface Row {
  /** The name of the test: a sentence. */
  readonly it: string
  readonly in: Tree
  readonly by: Provision
  /** `held`, `vacuous`, or the whole summary of the break. */
  readonly says: string
  readonly scene?: Scene
}

/** Registers a test for each row. */
export function judges(law: Law, rows: readonly Row[]): void {
  for (const row of rows) {
    test(row.it, async () => {
      expect(await judgement(law, row.in, row.by, row.scene)).toBe(row.says)
    })
  }
}
