import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Trouble, TroubleKind } from '../../observation/trouble.ts'
import type { ScriptSubject } from '../../subjects/script.ts'
import type { Subject } from '../../subjects/subject.ts'
import { type Baseline, baselineIn, type TroubleKeys } from '../baseline.ts'
import type { Harness } from '../harness.ts'
import { openWorld, type ReusableWorld } from '../reusable-world.ts'
import { disturb, troublesOf } from './disturb.ts'
import { interleave } from './interleave.ts'

/** How the troubles of one kind were tried in one world. */
export interface Tried {
  readonly kind: TroubleKind
  /** Runs in which the trouble struck. */
  readonly struck: number
  /** Runs in which it did not: they say nothing. */
  readonly missed: number
  /** Orders of the calls of two runs that these stand for; 0 where they stand for themselves. */
  readonly orders: number
  readonly seconds: number
}

export interface Troubling {
  readonly kinds: ReadonlySet<TroubleKind>
  readonly seed: number
  /** Which of the worlds under trouble it is, from 0. */
  readonly turn: number
  /** Troubles that have struck before in another world, where the same stood in the same place; null to try all. */
  readonly known: Set<string> | null
  /** Hears of each disturbed run; false where no more of its kind is needed. */
  readonly onSeen: (seen: Observation) => boolean
  readonly onTried: (tried: Tried) => void
}

/** Runs a subject in one world under every trouble of some kinds. */
export async function underTrouble(harness: Harness, spec: WorldSpec, troubling: Troubling): Promise<void> {
  const reusable = openWorld(harness, spec)
  const others = Array.from({ length: harness.subject.parallel - 1 }, () => openWorld(harness, spec))
  const reusables = [reusable, ...others]
  try {
    const { baseline, troubleKey } = await baselineIn(reusable, troubling)
    if (baseline.steps.length === 0) return
    for (const kind of troubling.kinds) {
      await tryAll(kind, reusables, baseline, troubleKey, troubling)
    }
  } finally {
    for (const { built } of reusables) built.remove()
  }
}

/** Runs a subject under one trouble that is known; null where it does not strike in this world. */
export async function underOne(
  harness: Harness,
  spec: WorldSpec,
  trouble: Trouble,
): Promise<Observation | null> {
  const reusable = openWorld(harness, spec)
  try {
    const { baseline } = await baselineIn(reusable, { seed: 0, turn: 0, isKnown: true })
    const disturbed = await disturb(reusable, trouble, baseline)
    return disturbed && { ...baseline.seen, disturbed }
  } finally {
    reusable.built.remove()
  }
}

async function tryAll(
  kind: TroubleKind,
  reusables: readonly ReusableWorld[],
  baseline: Baseline,
  troubleKey: TroubleKeys['troubleKey'],
  { known, onSeen, onTried }: Troubling,
): Promise<void> {
  const began = performance.now()
  let [struck, missed, orders, isEnough] = [0, 0, 0, false]
  const take = (disturbed: DisturbedRun | null) => {
    if (disturbed === null) {
      missed += 1
      return
    }
    struck += 1
    if (!onSeen({ ...baseline.seen, disturbed })) isEnough = true
  }
  const [reusable] = reusables
  const subject = reusable?.harness.subject
  let troubles = troublesOf(kind, baseline)
  if (kind === 'race' && reusable !== undefined && subject !== undefined && isScript(subject)) {
    const all = await interleave(reusable, subject)
    orders = all.orders ?? 0
    for (const disturbed of all.ends) take(disturbed)
    // All orders of two are told by that.
    troubles = troubles.filter(one => one.kind === 'race' && (one.runs > 2 || all.orders === null))
  }
  const left = troubles.filter(trouble => isNew(troubleKey(trouble), known)).entries()
  // Taken in their order, whichever is done first: the same run says the same.
  const done = new Map<number, DisturbedRun | null>()
  let taken = 0
  await Promise.all(
    reusables.map(async one => {
      for (const [i, trouble] of left) {
        done.set(i, await disturb(one, trouble, baseline))
        for (let next = done.get(taken); next !== undefined && !isEnough; next = done.get(taken)) {
          take(next)
          done.delete(taken)
          taken += 1
        }
        if (isEnough) break
      }
    }),
  )
  onTried({ kind, struck, missed, orders, seconds: (performance.now() - began) / 1000 })
}

function isNew(key: string | null, known: Set<string> | null): boolean {
  if (known === null || key === null) return true
  if (known.has(key)) return false
  known.add(key)
  return true
}

function isScript(subject: Subject): subject is ScriptSubject {
  return 'start' in subject
}
