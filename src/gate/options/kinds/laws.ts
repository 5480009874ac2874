import * as v from 'valibot'
import { quoted } from '../../../../fixtures/text/printable.ts'
import { LAW_IDS, type LawId } from '../../../laws/index.ts'
import type { GivenWaivers } from '../gate-config.ts'
import { isTable } from '../schema/closed-object.ts'
import { expected } from '../schema/expected.ts'
import { list } from './basic.ts'
import { type Kind, nameAndRest, repeated } from './kind.ts'

/** The kind of a list of laws, by id. */
export const laws: Kind<readonly LawId[], readonly LawId[]> = list(
  v.picklist(LAW_IDS, ({ input }) =>
    typeof input === 'string' ? unknownLaw(input) : expected('the id of a law')({ input }),
  ),
)

/** The kind of a table of law ids and reasons. */
export const waivers: Kind<GivenWaivers, ReadonlyMap<LawId, string>> = repeated({
  schema: v.pipe(
    v.custom<GivenWaivers>(isTable, expected('a table of law ids and reasons')),
    v.rawTransform(({ dataset, addIssue }) => {
      const input: Readonly<Record<string, unknown>> = { ...dataset.value }
      const pairs: [LawId, string][] = []
      for (const [key, value] of Object.entries(input)) {
        const id = LAW_IDS.find(one => one === key)
        if (id === undefined) addIssue({ message: unknownLaw(key) })
        else if (typeof value === 'string' && value.trim() !== '') pairs.push([id, value])
        else {
          const message = expected('the reason why the law is waived')({ input: value })
          addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }] })
        }
      }
      return new Map(pairs)
    }),
  ),
  parse: nameAndRest,
  join: pairs => Object.fromEntries(pairs),
  write: all => [...all].map(([id, reason]) => `${id}=${reason}`),
})

function unknownLaw(id: string): string {
  return `no law is called ${quoted(id)}; the laws are ${LAW_IDS.join(', ')}`
}
