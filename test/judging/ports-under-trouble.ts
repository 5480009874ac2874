import { expect, test } from 'vitest'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import type { Tree } from '../../fixtures/tree.ts'
import { type Harness, harnessFor } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { tryTroubles } from '../../src/experiments/troubles/try-troubles.ts'
import type { Law, Violation } from '../../src/laws/law.ts'
import type { DisturbedRun } from '../../src/observation/disturbed-run.ts'
import type { DisturbedObservation, Observation } from '../../src/observation/observation.ts'
import { type PortProvision, port } from '../../src/subjects/port/port.ts'
import { judgementBy, PROJECTS, type Setup } from './functions.ts'
import { allowing } from './waivers.ts'

/** A port in a world, and the expected verdict of a law under every trouble that the law is about. */
export interface Row {
  /** The name of the test: a sentence. */
  readonly it: string
  readonly in: Tree
  readonly by: PortProvision
  /** `held`, `vacuous`, or the whole summary of the first violation. */
  readonly says: string
  readonly setup?: Setup & TimeLimit
}

/** The time limit of one run. */
export interface TimeLimit {
  /** A run that takes longer is taken never to end. Default: 1. */
  readonly timeoutSeconds?: number
}

/** Registers a test for each row. */
export function testLawUnderTrouble(law: Law, rows: readonly Row[]): void {
  for (const row of rows) {
    test(row.it, async () => {
      expect(await verdictUnderTrouble(law, row.in, row.by, row.setup)).toBe(row.says)
    })
  }
}

/** Judges a port in a world by a law, until the law is broken. */
export async function verdictUnderTrouble(
  law: Law,
  tree: Tree,
  by: PortProvision,
  setup?: Setup & TimeLimit,
): Promise<string> {
  let verdict = 'vacuous'
  for await (const seen of observations(law, tree, by, setup)) {
    const answer = judgementBy(law, seen)
    if (typeof answer !== 'string') return answer.summary
    if (answer === 'held') verdict = 'held'
  }
  return verdict
}

/** Returns the first violation of a law by a port in a world, and the disturbed run that shows it. */
export async function firstViolationOf(
  law: Law,
  tree: Tree,
  by: PortProvision,
  setup?: Setup & TimeLimit,
): Promise<{ readonly disturbed: DisturbedRun | null; readonly violation: Violation }> {
  for await (const seen of observations(law, tree, by, setup)) {
    const violation = judgementBy(law, seen)
    if (typeof violation !== 'string')
      return { disturbed: 'disturbed' in seen ? seen.disturbed : null, violation }
  }
  throw new Error(`${law.id} is not broken`)
}

/** Yields an observation of each run that a law judges. */
async function* observations(
  { needs, underTrouble }: Law,
  tree: Tree,
  by: PortProvision,
  setup: Setup & TimeLimit = {},
): AsyncGenerator<Observation | DisturbedObservation> {
  await using temp = await tempDir()
  const { harness, spec } = harnessAndSpec(temp, tree, by, setup)
  if (needs.includes('moments')) yield await observe(harness, spec, new Set(needs))
  if (underTrouble === undefined) return
  const troubling = { kinds: underTrouble.kinds, seed: 1, troubledIndex: 0, known: null, wants: () => true }
  for await (const trial of tryTroubles(harness, spec, troubling))
    if (trial.phase === 'trouble') yield trial.observation
}

/** Returns a handwritten world, and a harness with a port. */
export function harnessAndSpec(
  temp: Harness['temp'],
  tree: Tree,
  by: PortProvision,
  setup: Setup & TimeLimit = {},
): { readonly harness: Harness; readonly spec: WorldSpec } {
  const { homes = ['a'], links = [PROJECTS], equality = null, allow = [], timeoutSeconds = 1 } = setup
  return {
    harness: harnessFor(temp, port('a reconciler', by, { timeoutSeconds: timeoutSeconds }), {
      equality,
      allow: allowing(...allow),
    }),
    spec: { deployment: { homes, links }, tree: flatten(tree), rootName: PLAIN_ROOT },
  }
}
