import * as v from 'valibot'
import type { SharedLink } from '../../../../fixtures/deployment.ts'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { linkList } from '../../../../fixtures/schema/link-list.ts'
import type { GivenLinks } from '../gate-config.ts'
import { isPlainTable } from './plain-table.ts'

/** Builds the schema of links, in either form, whose targets another schema validates. */
export function linksTo(
  target: v.GenericSchema<string, string>,
): v.GenericSchema<GivenLinks, readonly SharedLink[]> {
  const asList = linkList(v.string(expected('a string')), target)
  const asTable = v.pipe(
    v.custom<Readonly<Record<string, string>>>(
      isPlainTable,
      expected('a table of names and targets, or a list of { name, target }, which can hold any name'),
    ),
    v.record(v.string(), target),
    v.transform(table => Object.entries(table).map(([name, to]): SharedLink => ({ name, target: to }))),
  )
  return v.lazy((input: unknown) => (Array.isArray(input) ? asList : asTable))
}
