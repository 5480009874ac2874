import type * as v from 'valibot'

/** A kind of value: its form in a config, and its form on a command line. */
export interface Kind<Input, Value> {
  /** The words that it takes. Default: it takes more than a few. */
  readonly choices?: readonly string[]
  /** Validates a value in the config's shape, from a config or a flag, and yields it as the gate uses it. */
  readonly schema: v.GenericSchema<Input, Value>
  /** Whether its flag may be repeated. */
  readonly isRepeated: boolean
  /** Turns the texts of its flag into the config's shape, which the schema then validates. */
  readonly read: (texts: readonly string[]) => FlagValue
  /**
   * Turns a value back into the texts of its flag: one text for each time the flag is given. A method, so that every
   * kind is also a kind of unknown values.
   */
  write(value: Value): readonly string[]
}

/** A flag's value in the config's shape, or those of its texts that do not have the form that the help shows. */
export type FlagValue = { readonly value: unknown } | { readonly malformed: readonly string[] }

/** Builds a kind whose flag is given once: the last of several wins. */
export function once<Input, Value>(
  schema: v.GenericSchema<Input, Value>,
  parse: (text: string) => unknown,
  write: (value: Value) => string,
): Kind<Input, Value> {
  return {
    schema,
    isRepeated: false,
    read: texts => ({ value: parse(texts.at(-1) ?? '') }),
    write: value => [write(value)],
  }
}

/**
 * Builds a kind whose flag may be repeated.
 *
 * @param parse returns null for a text that does not have the flag's form.
 */
export function repeated<Input, Value, Part>({
  parse,
  join,
  ...kind
}: Omit<Kind<Input, Value>, 'isRepeated' | 'read'> & {
  readonly parse: (text: string) => Part | null
  readonly join: (parts: readonly Part[]) => unknown
}): Kind<Input, Value> {
  return {
    ...kind,
    isRepeated: true,
    read: texts => {
      const malformed = texts.filter(text => parse(text) === null)
      const parts = texts.map(parse).filter(part => part !== null)
      return malformed.length > 0 ? { malformed } : { value: join(parts) }
    },
  }
}

/** Builds the kind of an option that can also be without a value: null. */
export function orNull<Input, Value>(kind: Kind<Input, Value>): Kind<Input, Value | null> {
  return { ...kind, write: value => (value === null ? [] : kind.write(value)) }
}

/** Splits `NAME=REST` at the first `=`; null where there is none. */
export function nameAndRest(text: string): readonly [name: string, rest: string] | null {
  const at = text.indexOf('=')
  return at === -1 ? null : [text.slice(0, at), text.slice(at + 1)]
}
