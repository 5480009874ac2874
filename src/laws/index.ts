import { addsOnlyRequired } from './adds-only-required.ts'
import { alwaysLinked } from './always-linked.ts'
import { crashSafe } from './crash-safe.ts'
import { ends } from './ends.ts'
import { faultSafe } from './fault-safe.ts'
import { healsTheRest } from './heals-the-rest.ts'
import { idempotent } from './idempotent.ts'
import { keepsData } from './keeps-data.ts'
import { keepsLiveWrites } from './keeps-live-writes.ts'
import type { Law } from './law.ts'
import { namesEveryConflict } from './names-every-conflict.ts'
import { orderBlind } from './order-blind.ts'
import type { OwnLawId } from './own-law.ts'
import { isPrivate } from './private.ts'
import { raceClean } from './race-clean.ts'
import { raceSafe } from './race-safe.ts'
import { succeedsWhenClear } from './succeeds-when-clear.ts'
import { tellsTheTruth } from './tells-the-truth.ts'
import { touchesNothing } from './touches-nothing.ts'
import { yieldsToOthers } from './yields-to-others.ts'

/** Every law, the gravest first. */
export const LAWS = [
  keepsData,
  tellsTheTruth,
  succeedsWhenClear,
  idempotent,
  ends,
  crashSafe,
  faultSafe,
  raceSafe,
  yieldsToOthers,
  keepsLiveWrites,
  touchesNothing,
  addsOnlyRequired,
  isPrivate,
  raceClean,
  namesEveryConflict,
  healsTheRest,
  orderBlind,
  alwaysLinked,
] as const

/** The id of a law. Ids are public and stable. */
export type LawId = (typeof LAWS)[number]['id']

/** The id of a law of this package, or of the user's own. */
export type AnyLawId = LawId | OwnLawId

/**
 * The ids of all laws, the gravest law first.
 *
 * @example const untested = LAW_IDS.filter(id => !['keeps-data', 'private'].includes(id))
 */
export const LAW_IDS: readonly LawId[] = LAWS.map(({ id }) => id)

/** Returns the law of this package with an id; undefined where there is none, as for one of the user's own. */
export function findLaw(id: AnyLawId): Law<LawId> | undefined {
  return LAWS.find(one => one.id === id)
}

/** Returns the law with an id. Throws where there is none. */
export function lawWithId(id: LawId): Law<LawId> {
  const law = findLaw(id)
  if (law === undefined) throw new Error(`there is no law ${id}`)
  return law
}
