import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { didYouMean } from '../../../../fixtures/text/nearest.ts'
import { quoted } from '../../../../fixtures/text/printable.ts'
import { isPlainObject } from '../../../../fixtures/text/value.ts'
import { LAW_IDS, type LawId, lawWithId } from '../../../laws/index.ts'
import { LOSS_KINDS } from '../../../laws/law.ts'
import type { GivenWaivers, Waived } from '../gate-config.ts'
import { waiverWith } from '../schema/waiver.ts'
import type { Waivers } from '../waivers.ts'
import { list } from './basic.ts'
import { type Kind, nameAndRest, repeated } from './kind.ts'

/** The kind of a list of laws, by id. */
export const laws: Kind<readonly LawId[], readonly LawId[]> = list(
  v.picklist(LAW_IDS, ({ input }) =>
    typeof input === 'string' ? unknownLaw(input) : expected('the id of a law')({ input }),
  ),
)

/** Everything that can be waived. */
const WAIVABLE = LAW_IDS.flatMap((id): Waived[] => [
  id,
  ...(lawWithId(id).losses ?? []).map((kind): Waived => `${id}:${kind}`),
])

/** The kind of a table of waived laws, or waived kinds of loss, and reasons. Its flag gives no last day. */
export const waivers: Kind<GivenWaivers, Waivers> = repeated({
  schema: v.pipe(
    v.custom<GivenWaivers>(isPlainObject, expected('a table of law ids and reasons')),
    // Of the raw input: valibot leaves some names out of a record without an issue.
    v.rawCheck(({ dataset, addIssue }) => {
      for (const key of Object.keys(dataset.typed ? dataset.value : {})) {
        const read = waivedIn(key)
        if ('problem' in read) addIssue({ message: read.problem })
      }
    }),
    v.record(v.picklist(WAIVABLE), waiverWith('the reason why the law is waived')),
    v.transform((table): Waivers => new Map(Object.entries(table))),
  ),
  parse: nameAndRest,
  join: pairs => Object.fromEntries(pairs),
  write: all => [...all].map(([id, { reason }]) => `${id}=${reason}`),
})

/** Reads `ID`, or `ID:KIND` for a kind of loss that can break the law. */
function waivedIn(key: string): { readonly waived: Waived } | { readonly problem: string } {
  const [name = '', ...rest] = key.split(':')
  const law = lawNamed(name)
  if ('problem' in law) return law
  const { id } = law
  if (rest.length === 0) return { waived: id }
  const named = rest.join(':')
  const kind = LOSS_KINDS.find(one => one === named)
  const { losses = [] } = lawWithId(id)
  if (losses.length === 0)
    return { problem: `${id} is not about lost data, so no kind of loss can be waived for it: waive ${id}` }
  if (kind === undefined)
    return { problem: `no kind of loss is called ${quoted(named)}; the kinds are ${losses.join(', ')}` }
  if (!losses.includes(kind))
    return { problem: `${id} is never broken by ${kind} data; its kinds are ${losses.join(', ')}` }
  return { waived: `${id}:${kind}` }
}

/** Returns the id that a word is; for any other word, returns what is wrong with it. */
export function lawNamed(word: string): { readonly id: LawId } | { readonly problem: string } {
  const id = LAW_IDS.find(one => one === word)
  return id === undefined ? { problem: unknownLaw(word) } : { id }
}

function unknownLaw(id: string): string {
  const nearest = didYouMean(id, LAW_IDS)
  return `no law is called ${quoted(id)}${nearest === '' ? `; the laws are ${LAW_IDS.join(', ')}` : `.${nearest}`}`
}
