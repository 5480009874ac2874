import * as v from 'valibot'
import type { GateConfig } from './gate-config.ts'
import type { Option } from './option.ts'
import { closedObject } from './schema/closed-object.ts'
import { type OPTIONS, type OptionName, ROWS } from './table.ts'

type Table = typeof OPTIONS
type KeyOf<Name extends OptionName> =
  Table[Name] extends Option<infer Key extends string, unknown, unknown> ? Key : never

/** The options of the gate in a config, as the table has them: the same type as `GateConfig`. */
export type TableConfig = {
  readonly [Name in OptionName as KeyOf<Name>]?: Table[Name] extends Option<string, infer Input, unknown>
    ? Input | undefined
    : never
}

/** The same after validation: still by the config's keys, but with each value as the gate uses it. */
export type ValidGateConfig = {
  readonly [Name in OptionName as KeyOf<Name>]?: Table[Name] extends Option<string, unknown, infer Value>
    ? Value | undefined
    : never
}

const ENTRIES = ROWS.flatMap(([, { key, kind }]): [string, v.GenericSchema][] =>
  key === null ? [] : [[key, v.optional(kind.schema)]],
)

/** Validates the options of the gate in a config. */
// The rows have these types, as `TableConfig` shows; TypeScript cannot follow that through a loop.
export const GATE_CONFIG = closedObject(Object.fromEntries(ENTRIES)) as v.GenericSchema<
  GateConfig,
  ValidGateConfig
>
