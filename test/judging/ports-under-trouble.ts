import { expect, test } from 'vitest'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { Tree } from '../../fixtures/tree.ts'
import { type Harness, harnessFor } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { tryTroubles } from '../../src/experiments/troubles/try-troubles.ts'
import type { Law, Violation } from '../../src/laws/law.ts'
import type { DisturbedRun } from '../../src/observation/disturbed-run.ts'
import type { DisturbedObservation, Observation } from '../../src/observation/observation.ts'
import { type PortProvision, port } from '../../src/subjects/port/port.ts'
import { judged, PROJECTS, type Scene } from './functions.ts'

/** A reconciler in a world, and what a law says of it under every trouble that the law judges. */
export interface Row {
  /** The name of the test: a sentence. */
  readonly it: string
  readonly in: Tree
  readonly by: PortProvision
  /** The whole summary of the first break; `held` where it was judged, `vacuous` where it never was. */
  readonly says: string
  readonly scene?: Scene & Patience
}

export interface Patience {
  /** In seconds: what does not end in it never does; 1 unless given. */
  readonly patience?: number
}

/** Registers a test for each row. */
export function judgesUnder(law: Law, rows: readonly Row[]): void {
  for (const row of rows) {
    test(row.it, async () => {
      expect(await verdictUnder(law, row.in, row.by, row.scene)).toBe(row.says)
    })
  }
}

/** Asks a law about a reconciler in a world, until it is broken. */
export async function verdictUnder(
  law: Law,
  tree: Tree,
  by: PortProvision,
  scene?: Scene & Patience,
): Promise<string> {
  let said = 'vacuous'
  for await (const seen of sightings(law, tree, by, scene)) {
    const answer = judged(law, seen)
    if (typeof answer !== 'string') return answer.summary
    if (answer === 'held') said = 'held'
  }
  return said
}

/** Returns the first violation of a law by a reconciler in a world, and the run that shows it. */
export async function firstBreakOf(
  law: Law,
  tree: Tree,
  by: PortProvision,
  scene?: Scene & Patience,
): Promise<{ readonly disturbed: DisturbedRun | null; readonly violation: Violation }> {
  for await (const seen of sightings(law, tree, by, scene)) {
    const violation = judged(law, seen)
    if (typeof violation !== 'string')
      return { disturbed: 'disturbed' in seen ? seen.disturbed : null, violation }
  }
  throw new Error(`${law.id} is not broken`)
}

/** Yields what is seen of each run that a law judges. */
async function* sightings(
  { needs, underTrouble }: Law,
  tree: Tree,
  by: PortProvision,
  scene: Scene & Patience = {},
): AsyncGenerator<Observation | DisturbedObservation> {
  await using temp = await tempDir()
  const { harness, spec } = worldFor(temp, tree, by, scene)
  if (needs.includes('moments')) yield await observe(harness, spec, new Set(needs))
  if (underTrouble === undefined) return
  const troubling = { kinds: [underTrouble.kind], seed: 1, troubledIndex: 0, known: null, wants: () => true }
  for await (const trial of tryTroubles(harness, spec, troubling))
    if (trial.phase === 'trouble') yield trial.observation
}

/** A hand-written world, and a port to be tried in it. */
export function worldFor(
  temp: Harness['temp'],
  tree: Tree,
  by: PortProvision,
  scene: Scene & Patience = {},
): { readonly harness: Harness; readonly spec: WorldSpec } {
  const { homes = ['a'], links = [PROJECTS], equality = null, allow = [], patience = 1 } = scene
  return {
    harness: harnessFor(temp, port('a reconciler', by, { timeoutSeconds: patience }), { equality, allow }),
    spec: { deployment: { homes, links }, tree: flatten(tree), rootName: PLAIN_ROOT },
  }
}
