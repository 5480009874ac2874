import { expect, test } from 'vitest'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { Tree } from '../../fixtures/tree.ts'
import type { Harness } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { underTrouble } from '../../src/experiments/troubles/try-troubles.ts'
import { harnessFor } from '../../src/gate/judge-subject.ts'
import type { Judgement, Law } from '../../src/laws/law.ts'
import type { Observation } from '../../src/observation/observation.ts'
import { isTrouble } from '../../src/observation/trouble.ts'
import { type PortProvision, port } from '../../src/subjects/port/port.ts'
import { PROJECTS, type Scene } from './seen.ts'

/** A reconciler in a world, and what a law says of it under every trouble that the law judges. */
export interface Row {
  /** The name of the test: a sentence. */
  readonly it: string
  readonly in: Tree
  readonly by: PortProvision
  /** The whole summary of the first break; `held` where it was judged, `beside` where it never was. */
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

/** What a law says of a reconciler in a world, whatever befalls it. */
export async function verdictUnder(
  law: Law,
  tree: Tree,
  by: PortProvision,
  scene?: Scene & Patience,
): Promise<string> {
  let said = 'vacuous'
  await everySeen(law, tree, by, scene, seen => {
    const judged = law.judge(seen)
    if (typeof judged !== 'string') said = judged.summary
    else if (judged === 'held') said = 'held'
    return typeof judged === 'string'
  })
  return said
}

/** What was seen of a reconciler in a world in which a law is broken, and what the law says of it. */
export async function firstBreakOf(
  law: Law,
  tree: Tree,
  by: PortProvision,
  scene?: Scene & Patience,
): Promise<{ readonly seen: Observation; readonly broken: Exclude<Judgement, string> }> {
  const found: { readonly seen: Observation; readonly broken: Exclude<Judgement, string> }[] = []
  await everySeen(law, tree, by, scene, seen => {
    const broken = law.judge(seen)
    if (typeof broken !== 'string') found.push({ seen, broken })
    return found.length === 0
  })
  const [first] = found
  if (first === undefined) throw new Error(`${law.id} is not broken`)
  return first
}

/** Hands over what is seen of each run that a law judges, for as long as more of it is wanted. */
async function everySeen(
  { needs }: Law,
  tree: Tree,
  by: PortProvision,
  scene: Scene & Patience = {},
  onSeen: (seen: Observation) => boolean,
): Promise<void> {
  await using temp = await tempDir()
  const { harness, spec } = worldFor(temp, tree, by, scene)
  if (needs.includes('moments') && !onSeen(await observe(harness, spec, new Set(needs)))) return
  const kinds = new Set(needs.filter(isTrouble))
  if (kinds.size === 0) return
  await underTrouble(harness, spec, { kinds, seed: 1, turn: 0, known: null, onSeen, onTried: () => {} })
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
