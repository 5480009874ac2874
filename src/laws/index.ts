import { addsOnlyRequired } from './adds-only-required.ts'
import { healsTheRest } from './heals-the-rest.ts'
import { idempotent } from './idempotent.ts'
import { keepsData } from './keeps-data.ts'
import { namesEveryConflict } from './names-every-conflict.ts'
import { orderBlind } from './order-blind.ts'
import { isPrivate } from './private.ts'
import { succeedsWhenClear } from './succeeds-when-clear.ts'
import { tellsTheTruth } from './tells-the-truth.ts'
import { touchesNothing } from './touches-nothing.ts'

/** Every law, the gravest first. */
export const LAWS = [
  keepsData,
  tellsTheTruth,
  succeedsWhenClear,
  idempotent,
  touchesNothing,
  addsOnlyRequired,
  isPrivate,
  namesEveryConflict,
  healsTheRest,
  orderBlind,
] as const

export type LawId = (typeof LAWS)[number]['id']

/** The ids of all laws. */
export const LAW_IDS: readonly LawId[] = LAWS.map(({ id }) => id)
