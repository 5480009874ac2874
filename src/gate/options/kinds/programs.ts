import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { isStub } from '../../../subjects/command/stubs.ts'
import { type Kind, repeated } from './kind.ts'

/** The kind of a list of stubs: names, and `NAME=FILE`. One flag may hold several names, with commas, or one file. */
export const programs: Kind<readonly string[], readonly string[]> = repeated({
  schema: v.array(
    v.pipe(v.string(expected('a string')), v.check(isStub, expected('the name of a program, or NAME=FILE'))),
    expected('a list'),
  ),
  parse: text => (text.includes('=') ? [text] : text.split(',')),
  join: parts => parts.flat(),
  write: stubs => {
    const names = stubs.filter(stub => !stub.includes('='))
    return [...(names.length === 0 ? [] : [names.join(',')]), ...stubs.filter(stub => stub.includes('='))]
  },
})
