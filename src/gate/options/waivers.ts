import type { AnyLawId } from '../../laws/index.ts'
import { LOSS_KINDS, type LossKind } from '../../laws/law.ts'

/** Why something is waived, and how long. */
export interface Waiver {
  readonly reason: string
  /** The last day of the waiver in UTC, as `YYYY-MM-DD`; null for a waiver without an end. */
  readonly until: string | null
}

/** The waivers of laws and kinds of loss, by what is waived. */
export type Waivers = ReadonlyMap<string, Waiver>

/** The globs of the paths that the subject may write as it likes, each with its waiver; null where no reason is given. */
export type AllowedPaths = ReadonlyMap<string, Waiver | null>

/** Returns the kinds of loss that are waived for a law, the worst first, each with the reason. */
export function waivedLosses(waivers: Waivers, id: AnyLawId): { kind: LossKind; reason: string }[] {
  return LOSS_KINDS.flatMap(kind => {
    const waiver = waivers.get(`${id}:${kind}`)
    return waiver === undefined ? [] : [{ kind, reason: reasonOf(waiver) }]
  })
}

/** Words the reason of a waiver, with its last day. */
export function reasonOf({ reason, until }: Waiver): string {
  return until === null ? reason : `${reason} (until ${until})`
}

/** Words each path that is allowed for a reason. */
export function notesOnAllowed(allow: AllowedPaths): string[] {
  return [...allow].flatMap(([glob, waiver]) =>
    waiver === null ? [] : [`what matches ${glob} may be written in any way: ${reasonOf(waiver)}`],
  )
}

/** Lists the waivers that have ended. @param today as `YYYY-MM-DD`. */
export function endedWaivers(
  { waivers, allow }: { readonly waivers: Waivers; readonly allow: AllowedPaths },
  today: string,
): string[] {
  return [...waivers, ...allow].flatMap(([waived, waiver]) =>
    waiver === null || waiver.until === null || waiver.until >= today
      ? []
      : [
          `the waiver of ${waived} ended on ${waiver.until}, and today is ${today} (UTC): remove it, or set a later date`,
        ],
  )
}

/** Returns the day in UTC, as `YYYY-MM-DD`. It decides which waivers have ended. */
export function todayInUtc(): string {
  return new Date().toISOString().slice(0, 10)
}
