import * as v from 'valibot'
import { closedObject } from '../../../../fixtures/schema/closed-object.ts'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { isPlainObject } from '../../../../fixtures/text/value.ts'
import type { GivenWaiver } from '../gate-config.ts'
import type { Waiver } from '../waivers.ts'

const DATE = v.pipe(
  v.string(expected('a date such as 2027-01-31')),
  v.check(isDate, expected('a date such as 2027-01-31')),
)

/**
 * Builds the schema of a waiver: its reason, or an object with its reason and its last day.
 *
 * @param what the reason, for messages.
 */
export function waiverWith(what: string): v.GenericSchema<GivenWaiver, Waiver> {
  const reason = v.pipe(
    v.string(expected(what)),
    v.check(text => text.trim() !== '', expected(what)),
  )
  const alone = v.pipe(
    reason,
    v.transform((text): Waiver => ({ reason: text, until: null })),
  )
  const withDate = v.pipe(
    closedObject({ reason, until: v.optional(DATE) }),
    v.transform(({ until = null, ...given }): Waiver => ({ ...given, until })),
  )
  return v.lazy((input: unknown) => (isPlainObject(input) ? withDate : alone))
}

/** Returns whether a text is a day of the calendar, as `YYYY-MM-DD`. */
function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
