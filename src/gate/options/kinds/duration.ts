import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { seconds } from './basic.ts'
import { type Kind, once } from './kind.ts'

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** Builds the kind of a time such as `60s`, `5m` or `1.5h`, or a number of seconds. It yields seconds. */
export function duration({ max }: { readonly max: number }): Kind<number | string, number> {
  const message = expected(`a time above 0 s and up to ${max} s, such as 60s, 5m or 1.5h`)
  const inRange = (time: number) => time > 0 && time <= max
  const text = v.pipe(
    v.string(message),
    v.check(written => inRange(secondsIn(written)), message),
    v.transform(secondsIn),
  )
  const number = seconds({ max }).schema
  return once(
    v.lazy(
      (input: unknown): v.GenericSchema<number | string, number> =>
        typeof input === 'string' ? text : number,
    ),
    written => written,
    time => `${time}s`,
  )
}

/** Returns NaN for a text that is no time. */
function secondsIn(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smh])?$/u.exec(text) ?? []
  return Number(amount) * (SECONDS_IN[unit] ?? 1)
}
