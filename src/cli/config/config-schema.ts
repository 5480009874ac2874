import * as v from 'valibot'
import type { SharedLink } from '../../../fixtures/deployment.ts'
import { closedObject } from '../../../fixtures/schema/closed-object.ts'
import { expected } from '../../../fixtures/schema/expected.ts'
import { schemaIssues } from '../../../fixtures/schema/issues.ts'
import { isPlainObject } from '../../../fixtures/text/value.ts'
import type { Config } from '../../config.ts'
import type { ValidGateConfig } from '../../gate/options/config.ts'
import type { GateConfig } from '../../gate/options/gate-config.ts'
import { linksTo } from '../../gate/options/schema/links.ts'
import { EQUALITIES } from '../../reconciler/link.ts'

/** A config after validation. */
export interface ValidConfig extends Omit<Config, 'links' | 'gate'> {
  readonly links?: readonly SharedLink[] | undefined
  readonly gate?: ValidGateConfig | undefined
}

/** Either a valid config, or all its problems, each with the path of its key. */
export type ConfigResult = { readonly config: ValidConfig } | { readonly problems: readonly string[] }

/** Validates a config. Loads the gate's table of options only for a config that has the key `gate`. */
export async function validateConfig(content: unknown): Promise<ConfigResult> {
  const hasGate = isPlainObject(content) && Object.hasOwn(content, 'gate')
  const gate = hasGate ? (await import('../../gate/options/config.ts')).GATE_CONFIG : v.never()
  const result = v.safeParse(configSchema(gate), content)
  return result.success ? { config: result.output } : { problems: schemaIssues(result.issues) }
}

/** Builds the schema of a config from that of the key `gate`. */
export function configSchema(
  gate: v.GenericSchema<GateConfig, ValidGateConfig>,
): v.GenericSchema<Config, ValidConfig> {
  const string = v.string(expected('a string'))
  return closedObject({
    $schema: v.optional(string),
    homes: v.optional(v.array(string, expected('a list of paths'))),
    links: v.optional(linksTo(string)),
    sharedRoot: v.optional(string),
    equality: v.optional(v.picklist(EQUALITIES, expected('exact or resolved'))),
    gate: v.optional(gate),
  })
}
