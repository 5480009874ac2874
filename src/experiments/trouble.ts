import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Disturbed, Trouble } from '../laws/disturbed.ts'
import type { TroubleKind } from '../laws/law.ts'
import type { Observation } from '../laws/observation.ts'
import type { ScriptSubject } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { type Arena, openArena } from './arena.ts'
import { type Baseline, baselineIn, type Undisturbed } from './baseline.ts'
import { disturb, troublesOf } from './disturb.ts'
import { interleave } from './interleave.ts'
import type { Lab } from './lab.ts'

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
export async function underTrouble(lab: Lab, spec: WorldSpec, troubling: Troubling): Promise<void> {
  const arena = openArena(lab, spec)
  const others = Array.from({ length: lab.subject.parallel - 1 }, () => openArena(lab, spec))
  const arenas = [arena, ...others]
  try {
    const { baseline, strike } = await baselineIn(arena, troubling)
    if (baseline.steps.length === 0) return
    for (const kind of troubling.kinds) {
      await tryAll(kind, arenas, baseline, strike, troubling)
    }
  } finally {
    for (const { site } of arenas) site.remove()
  }
}

/** Runs a subject under one trouble that is known; null where it does not strike in this world. */
export async function underOne(lab: Lab, spec: WorldSpec, trouble: Trouble): Promise<Observation | null> {
  const arena = openArena(lab, spec)
  try {
    const { baseline } = await baselineIn(arena, { seed: 0, turn: 0, isKnown: true })
    const disturbed = await disturb(arena, trouble, baseline)
    return disturbed && { ...baseline.seen, disturbed }
  } finally {
    arena.site.remove()
  }
}

async function tryAll(
  kind: TroubleKind,
  arenas: readonly Arena[],
  baseline: Baseline,
  strike: Undisturbed['strike'],
  { known, onSeen, onTried }: Troubling,
): Promise<void> {
  const began = performance.now()
  let [struck, missed, orders, isEnough] = [0, 0, 0, false]
  const take = (disturbed: Disturbed | null) => {
    if (disturbed === null) {
      missed += 1
      return
    }
    struck += 1
    if (!onSeen({ ...baseline.seen, disturbed })) isEnough = true
  }
  const [arena] = arenas
  const subject = arena?.lab.subject
  let troubles = troublesOf(kind, baseline)
  if (kind === 'race' && arena !== undefined && subject !== undefined && isScript(subject)) {
    const all = await interleave(arena, subject)
    orders = all.orders ?? 0
    for (const disturbed of all.ends) take(disturbed)
    // All orders of two are told by that.
    troubles = troubles.filter(one => one.kind === 'race' && (one.runs > 2 || all.orders === null))
  }
  const left = troubles.filter(trouble => isNew(strike(trouble), known)).entries()
  // Taken in their order, whichever is done first: the same run says the same.
  const done = new Map<number, Disturbed | null>()
  let taken = 0
  await Promise.all(
    arenas.map(async one => {
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
