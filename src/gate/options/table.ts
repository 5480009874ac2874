import type { AnyOption, Option } from './option.ts'
import { CONFINEMENT_OPTIONS } from './rows/confinement.ts'
import { GIVEN_OPTIONS } from './rows/given.ts'
import { JUDGING_OPTIONS } from './rows/judging.ts'
import { RUN_OPTIONS } from './rows/run.ts'
import { SHARE_OPTIONS } from './rows/share.ts'
import { SUBJECT_OPTIONS } from './rows/subject.ts'

/**
 * Every option of the gate, by its name in `GateOptions`. The flags, the environment variables, the config's schema,
 * the help, the command line of a replay and `GateOptions` all come from this table, in its order.
 */
export const OPTIONS = {
  ...SUBJECT_OPTIONS,
  ...JUDGING_OPTIONS,
  ...GIVEN_OPTIONS,
  ...CONFINEMENT_OPTIONS,
  ...SHARE_OPTIONS,
  ...RUN_OPTIONS,
}

type Table = typeof OPTIONS

/** The name of an option in `GateOptions`. */
export type OptionName = keyof Table

/** The value of each option. */
export type OptionValues = {
  readonly [Name in OptionName]: Table[Name] extends Option<string | null, unknown, infer Value>
    ? Value
    : never
}

/** Every option with its name, in the table's order. */
// `Object.entries` widens the names to strings.
export const ROWS = Object.entries(OPTIONS) as readonly (readonly [name: OptionName, row: AnyOption])[]
