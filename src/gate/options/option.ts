import type { Kind } from './kinds/kind.ts'

/** An option's default, as data: one value, or one for a command and one for the built-in reconciler. */
export type Default<Value> = { readonly always: Value } | { readonly command: Value; readonly builtIn: Value }

/** One option of the gate: one row of the table. */
export interface Option<Key extends string | null, Input, Value> {
  /** Its key under `gate` in a config; null: a config cannot set it. */
  readonly key: Key
  /** Its flag, and the form of the flag's text: `--level <LEVEL>`; null: no flag sets it. */
  readonly flag: string | null
  /** The environment variable that sets it where no flag does. Default: none. */
  readonly variable?: string
  readonly kind: Kind<Input, Value>
  readonly default: Default<Value>
  /**
   * Whether a replay repeats it: `always` and `run`, that of a whole run, the latter if it is not the option's default;
   * `never`, none. Default: every replay, if it is not the option's default.
   */
  readonly replay?: 'always' | 'run' | 'never'
  /** Says what it does, in sentences, without its choices and its default. */
  readonly help: string
}

/** Any row of the table. */
export type AnyOption = Option<string | null, unknown, unknown>

/** Types a row of the table: its default must be a value of its kind. */
export function option<const Key extends string | null, Input, Value>(
  row: Omit<Option<Key, Input, Value>, 'default'> & { readonly default: Default<NoInfer<Value>> },
): Option<Key, Input, Value> {
  return row
}

/**
 * Returns an option's default.
 *
 * @param command the command to judge; null for the built-in reconciler.
 */
export function defaultOf<Value>(fallback: Default<Value>, command: readonly string[] | null): Value {
  if ('always' in fallback) return fallback.always
  return command === null ? fallback.builtIn : fallback.command
}
