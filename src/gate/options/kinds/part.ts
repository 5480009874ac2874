import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import type { Part } from '../../../experiments/part.ts'
import { type Kind, once } from './kind.ts'

/** The kind of one of several parts, `I/N` on a command line. */
export const part: Kind<Part, Part> = once(
  v.custom<Part>(isPart, expected('I/N with I from 1 to N, such as 1/4')),
  text => {
    const [, index, count] = (/^(\d{1,9})\/(\d{1,9})$/u.exec(text) ?? []).map(Number)
    const read = { index, count }
    return isPart(read) ? read : text
  },
  ({ index, count }) => `${index}/${count}`,
)

function isPart(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('index' in value) || !('count' in value)) return false
  const { index, count } = value
  return typeof index === 'number' && typeof count === 'number' && index >= 1 && index <= count
}
