import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { isPlainObject } from '../../../../fixtures/text/value.ts'
import { variableProblem } from '../../../subjects/process/environment.ts'
import { type Kind, nameAndRest, repeated } from './kind.ts'

type Variables = Readonly<Record<string, string>>

/** The kind of a table of environment variables. */
export const variables: Kind<Variables, Variables> = repeated({
  schema: v.pipe(
    v.custom<Variables>(isPlainObject, expected('a table of variables and values')),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      const input: Readonly<Record<string, unknown>> = dataset.value
      for (const [key, value] of Object.entries(input)) {
        const message = variableProblem([key, value])
        if (message !== null)
          addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }] })
      }
    }),
    v.record(v.string(), v.string()),
  ),
  parse: nameAndRest,
  join: pairs => Object.fromEntries(pairs),
  write: all => Object.entries(all).map(([name, value]) => `${name}=${value}`),
})
