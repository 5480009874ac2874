import { configSchema } from '../../src/cli/config/config-schema.ts'
import { GATE_CONFIG } from '../../src/gate/options/config.ts'
import { declarationIn } from './declarations.ts'
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts'

/** Writes docs/config.schema.json, by which editors complete and check a config in JSON. */
export function configJsonSchema(): string {
  const whole = jsonSchemaOf(configSchema(GATE_CONFIG))
  const documented = describedBy(
    whole,
    { ...docsOf('src/config.ts', 'Config') },
    {
      gate: gate => describedBy(gate, GATE, { subjects: ofEach(subject => describedBy(subject, GATE)) }),
    },
  )
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A config of vitest-shared-links',
    ...documented,
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

const GATE = {
  ...docsOf('src/gate/options/gate-config.ts', 'SubjectConfig'),
  ...docsOf('src/gate/options/gate-config.ts', 'GateConfig'),
}

type Change = (schema: JsonSchema) => JsonSchema

/** Adds the comments of an interface to the properties of an object, and changes some of them. */
function describedBy(
  schema: JsonSchema,
  docs: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, Change>> = {},
): JsonSchema {
  const properties = Object.entries(Object(schema['properties'])).map(([key, property]) => {
    const changed = (changes[key] ?? (same => same))(Object(property))
    return [key, { description: docs[key], ...changed }]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}

function ofEach(change: Change): Change {
  return schema => ({ ...schema, additionalProperties: change(Object(schema['additionalProperties'])) })
}

function docsOf(file: string, name: string): Record<string, string> {
  return Object.fromEntries(declarationIn(file, name).members.map(({ name: key, text }) => [key, text]))
}
