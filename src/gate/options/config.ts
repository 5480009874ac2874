import * as v from 'valibot'
import { closedObject } from '../../../fixtures/schema/closed-object.ts'
import type { GateConfig } from './gate-config.ts'
import { type OPTIONS, type OptionName, type OptionValues, ROWS } from './table.ts'

/** The options of the gate in a config after validation: by the config's keys, with each value as the gate uses it. */
export type ValidGateConfig = {
  readonly [Name in OptionName as NonNullable<(typeof OPTIONS)[Name]['key']>]?: OptionValues[Name] | undefined
}

const ENTRIES = ROWS.flatMap(([, { key, kind }]): [string, v.GenericSchema][] =>
  key === null ? [] : [[key, v.optional(kind.schema)]],
)

/** Validates the options of the gate in a config. */
// The rows have these types, as a test shows; TypeScript cannot follow that through a loop.
export const GATE_CONFIG = closedObject(Object.fromEntries(ENTRIES)) as v.GenericSchema<
  GateConfig,
  ValidGateConfig
>
