import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { FORMATS, type Reporter, reporterIn, reporterText } from '../../report/reporter.ts'
import { type Kind, repeated } from './kind.ts'

/** The kind of a list of reports: `FORMAT` or `FORMAT:FILE`. */
export const reporters: Kind<readonly string[], readonly Reporter[]> = repeated({
  schema: v.pipe(
    v.array(v.string(expected('a string')), expected('a list')),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const read: Reporter[] = []
      for (const text of dataset.value) {
        const one = reporterIn(text, FORMATS)
        if ('problem' in one) addIssue({ message: one.problem })
        else read.push(one)
      }
      return read.length === dataset.value.length ? read : NEVER
    }),
  ),
  parse: text => text,
  join: texts => texts,
  write: all => all.map(reporterText),
})
