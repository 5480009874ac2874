import { expect, test } from 'vitest'
import type { Deployment } from '../../fixtures/deployment.ts'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import type { Tree } from '../../fixtures/tree.ts'
import { harnessFor } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { type Judgement, judgeDisturbed, judgeUndisturbed, type Law } from '../../src/laws/law.ts'
import type { DisturbedObservation, Observation } from '../../src/observation/observation.ts'
import type { Equality } from '../../src/observation/right.ts'
import { fn, type Provision } from '../../src/subjects/fn.ts'
import { allowing } from './waivers.ts'

/** How to set up a world. Default: the home `a`, the link `projects` to `shared`, no equality, and nothing allowed. */
export interface Setup extends Partial<Deployment> {
  readonly equality?: Equality
  /** Globs of the paths that the subject may write as it likes. */
  readonly allow?: readonly string[]
}

export const PROJECTS = { name: 'projects', target: 'shared' }
export const ENV = { name: 'session-env', target: 'env' }

/** Runs a function in a handwritten world: once, again, and in another order. */
export async function observationOf(
  tree: Tree,
  provision: Provision,
  setup: Setup = {},
): Promise<Observation> {
  const { homes = ['a'], links = [PROJECTS], equality = null, allow = [] } = setup
  await using temp = await tempDir()
  const umask = process.umask(0o022)
  try {
    const harness = harnessFor(temp, fn('a reconciler', provision), { equality, allow: allowing(...allow) })
    const spec = { deployment: { homes, links }, tree: flatten(tree), rootName: PLAIN_ROOT }
    return await observe(harness, spec, new Set(['again', 'permuted']))
  } finally {
    process.umask(umask)
  }
}

/** Judges undisturbed runs, or a disturbed one, by a law. */
export function judgementBy(law: Law, seen: Observation | DisturbedObservation): Judgement {
  return 'disturbed' in seen ? judgeDisturbed(law, seen) : judgeUndisturbed(law, seen)
}

/** Judges a function in a world by a law. Returns `held`, `vacuous`, or the summary of the violation. */
export async function verdictOn(law: Law, tree: Tree, provision: Provision, setup?: Setup): Promise<string> {
  const answer = judgementBy(law, await observationOf(tree, provision, setup))
  return typeof answer === 'string' ? answer : answer.summary
}

/** A function in a world, and the expected verdict of a law. */
export interface Row {
  /** The name of the test: a sentence. */
  readonly it: string
  readonly in: Tree
  readonly by: Provision
  /** `held`, `vacuous`, or the whole summary of the violation. */
  readonly says: string
  readonly setup?: Setup
}

/** Registers a test for each row. */
export function testLaw(law: Law, rows: readonly Row[]): void {
  for (const row of rows) {
    test(row.it, async () => {
      expect(await verdictOn(law, row.in, row.by, row.setup)).toBe(row.says)
    })
  }
}
