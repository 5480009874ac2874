import * as v from 'valibot'
import { closedObject } from '../../../fixtures/schema/closed-object.ts'
import type { GateConfig, SubjectConfig } from './gate-config.ts'
import { subjectsOf } from './schema/subjects.ts'
import { type OPTIONS, type OptionName, type OptionValues, ROWS } from './table.ts'

/** The options for one subject in a config after validation: by the config's keys, with each value as the gate uses it. */
export type ValidSubjectConfig = {
  readonly [Name in OptionName as NonNullable<(typeof OPTIONS)[Name]['key']>]?: OptionValues[Name] | undefined
}

/** The options of the gate in a config after validation. */
export interface ValidGateConfig extends ValidSubjectConfig {
  /** The subjects by their names, in their order. */
  readonly subjects?: ReadonlyMap<string, ValidSubjectConfig> | undefined
}

// The rows have these types, as a test shows; TypeScript cannot follow that through a loop.
const ENTRIES = Object.fromEntries(
  ROWS.flatMap(([, { key, kind }]): [string, v.GenericSchema][] =>
    key === null ? [] : [[key, v.optional(kind.schema)]],
  ),
)

const SUBJECT_CONFIG = closedObject(ENTRIES) as v.GenericSchema<SubjectConfig, ValidSubjectConfig>

/** Validates the options of the gate in a config. */
export const GATE_CONFIG = closedObject({
  ...ENTRIES,
  subjects: v.optional(subjectsOf(SUBJECT_CONFIG)),
}) as v.GenericSchema<GateConfig, ValidGateConfig>
