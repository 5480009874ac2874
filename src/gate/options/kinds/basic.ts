import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import { type Kind, once, repeated } from './kind.ts'

/** Builds the kind of an option that takes one of a few words. */
export function choice<const Word extends string>(words: readonly Word[]): Kind<Word, Word> {
  const schema = v.picklist(words, expected(inWords(words)))
  return { ...once(schema, asIs, asIs), choices: words }
}

/** Builds the kind of an option that takes a whole number. */
export function whole({ min, max }: { readonly min: number; readonly max: number }): Kind<number, number> {
  const message = expected(`a whole number from ${min} to ${max}`)
  const schema = v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(min, message),
    v.maxValue(max, message),
  )
  return once(schema, numberIn(/^-?\d+$/u), String)
}

/** Builds the kind of an option that takes a time in seconds, such as `10` or `0.5`. */
export function seconds({ max }: { readonly max: number }): Kind<number, number> {
  const message = expected(`a number of seconds above 0 and up to ${max}`)
  const schema = v.pipe(v.number(message), v.gtValue(0, message), v.maxValue(max, message))
  return once(schema, numberIn(/^\d+(?:\.\d+)?$/u), String)
}

/** The kind of an option that is on or off: its flag takes no text. */
export const onOff: Kind<boolean, boolean> = {
  schema: v.boolean(expected('true or false')),
  isRepeated: false,
  read: texts => ({ malformed: texts }),
  write: () => [],
}

/** Builds the kind of an option that takes a list: its flag is repeated. */
export function list<Item extends string>(
  item: v.GenericSchema<Item, Item>,
): Kind<readonly Item[], readonly Item[]> {
  return repeated({
    schema: v.array(item, expected('a list')),
    parse: asIs,
    join: asIs,
    write: asIs,
  })
}

/** The kind of a command line that is already split into its words. */
export const words: Kind<readonly string[], readonly string[]> = {
  ...list(v.string(expected('a string'))),
  schema: v.pipe(
    v.array(v.string(expected('a string')), expected('a list of words')),
    v.minLength(1, expected('at least one word')),
    v.check(([program]) => program !== '', 'expected a program as the first word, not ""'),
  ),
}

/** Parses a number. Leaves any other text as it is, for the schema to refuse. */
function numberIn(form: RegExp): (text: string) => number | string {
  return text => (form.test(text) ? Number(text) : text)
}

function asIs<T>(value: T): T {
  return value
}

/** `safe, tidy or complete` */
function inWords(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
