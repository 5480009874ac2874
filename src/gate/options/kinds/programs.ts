import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { type Kind, repeated } from './kind.ts'

/** The kind of a list of programs, by name. One flag may name several, with commas. */
export const programs: Kind<readonly string[], readonly string[]> = repeated({
  schema: v.array(
    v.pipe(v.string(expected('a string')), v.check(isName, expected('the name of a program'))),
    expected('a list'),
  ),
  parse: text => text.split(','),
  join: parts => parts.flat(),
  write: names => (names.length === 0 ? [] : [names.join(',')]),
})

function isName(name: string): boolean {
  return !['', '.', '..'].includes(name) && !/[/\0]/u.test(name)
}
