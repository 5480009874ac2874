import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { isPlainTable } from './plain-table.ts'

/** Validates the name of a subject, which is also part of ids in reports. */
export const SUBJECT_NAME = v.pipe(
  v.string(expected('a name')),
  v.regex(/^[a-z][\w.-]{0,63}$/iu, expected('a name such as install or roll-back.2')),
)

/** Builds the schema of a table of subjects by their names. It yields a map, in the order of the table. */
export function subjectsOf<Input, Output>(
  subject: v.GenericSchema<Input, Output>,
): v.GenericSchema<Readonly<Record<string, Input>>, ReadonlyMap<string, Output>> {
  return v.pipe(
    v.custom<Readonly<Record<string, Input>>>(isPlainTable, expected('a table of names and subjects')),
    v.record(SUBJECT_NAME, subject),
    v.check(table => Object.keys(table).length > 0, 'expected at least one subject'),
    v.transform(table => new Map(Object.entries(table))),
  )
}
