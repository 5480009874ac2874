import type { AnyLawId } from '../../laws/index.ts'
import { LOSS_KINDS, type LossKind } from '../../laws/law.ts'

/** The reason of each waiver, by what is waived. */
export type Waivers = ReadonlyMap<string, string>

/** Returns the kinds of loss that are waived for a law, the worst first, each with the reason. */
export function waivedLosses(waivers: Waivers, id: AnyLawId): { kind: LossKind; reason: string }[] {
  return LOSS_KINDS.flatMap(kind => {
    const reason = waivers.get(`${id}:${kind}`)
    return reason === undefined ? [] : [{ kind, reason }]
  })
}
