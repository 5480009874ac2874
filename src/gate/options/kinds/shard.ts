import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import type { Shard } from '../../judge-options.ts'
import { type Kind, once } from './kind.ts'

/** The kind of a shard, `I/N` on a command line. */
export const shard: Kind<Shard, Shard> = once(
  v.custom<Shard>(isShard, expected('I/N with I from 1 to N, such as 1/4')),
  text => {
    const [, index, count] = (/^(\d{1,9})\/(\d{1,9})$/u.exec(text) ?? []).map(Number)
    const part = { index, count }
    return isShard(part) ? part : text
  },
  ({ index, count }) => `${index}/${count}`,
)

function isShard(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('index' in value) || !('count' in value)) return false
  const { index, count } = value
  return typeof index === 'number' && typeof count === 'number' && index >= 1 && index <= count
}
