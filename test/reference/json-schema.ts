import type * as v from 'valibot'

/** A JSON schema, or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown }

/** Any schema of valibot, with the parts that this package uses. */
interface Schema {
  readonly type: string
  readonly pipe?: readonly Item[]
  readonly entries?: Readonly<Record<string, Schema>>
  readonly item?: Schema
  readonly key?: Schema
  readonly value?: Schema
  readonly wrapped?: Schema
  readonly options?: readonly unknown[]
  readonly getter?: (input: unknown) => Schema
}

type Item =
  | (Schema & { readonly kind: 'schema' })
  | {
      readonly kind: 'validation' | 'transformation' | 'metadata'
      readonly type: string
      readonly requirement?: unknown
    }

/** One input of each type of JSON, for schemas that choose another by their input. */
const INPUTS = ['', [], {}, 0, true]

/**
 * Returns the JSON schema of what a schema takes. A check that has no counterpart there is left out, so that the JSON schema takes
 * more. Every object is closed, as in a config.
 *
 * @throws Error for a schema that it does not know.
 */
export function jsonSchemaOf(schema: v.GenericSchema): JsonSchema {
  return fromSchema(schema as unknown as Schema)
}

function fromSchema(schema: Schema): JsonSchema {
  if (schema.pipe === undefined) return fromType(schema)
  const end = schema.pipe.findIndex(({ kind }) => kind === 'transformation')
  // A transformed value is not the input any more.
  const items = end === -1 ? schema.pipe : schema.pipe.slice(0, end)
  const parts = items.map(item =>
    item.kind === 'schema' ? fromSchema(item) : fromCheck(item.type, item.requirement),
  )
  return Object.assign({}, ...parts)
}

function fromType(schema: Schema): JsonSchema {
  const { type, entries = {}, item, key, value, wrapped, options, getter } = schema
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type }
    case 'picklist':
      return { enum: options }
    case 'custom':
      return {}
    case 'optional':
      return wrapped === undefined ? {} : fromSchema(wrapped)
    case 'array':
      return { type, items: item && fromSchema(item) }
    case 'record':
      return { type: 'object', ...namesOf(key), additionalProperties: value && fromSchema(value) }
    case 'loose_object':
      return objectOf(entries)
    case 'lazy':
      return oneOf(
        [...new Set(INPUTS.map(input => getter?.(input)))].flatMap(one => (one ? [fromSchema(one)] : [])),
      )
    default:
      throw new Error(`no JSON schema is known for the type ${type}`)
  }
}

function objectOf(entries: Readonly<Record<string, Schema>>): JsonSchema {
  const required = Object.keys(entries).filter(key => entries[key]?.type !== 'optional')
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, fromSchema(entry)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  }
}

function namesOf(key: Schema | undefined): JsonSchema {
  const { type: _, ...names } = key === undefined ? { type: '' } : fromSchema(key)
  return Object.keys(names).length === 0 ? {} : { propertyNames: names }
}

/** Joins alternatives. One that takes everything stands for a refusal with a message of its own. */
function oneOf(alternatives: readonly JsonSchema[]): JsonSchema {
  const distinct = [...new Map(alternatives.map(one => [JSON.stringify(one), one])).values()].filter(
    one => Object.keys(one).length > 0,
  )
  const [only] = distinct
  return distinct.length === 1 && only !== undefined ? only : { anyOf: distinct }
}

function fromCheck(type: string, requirement: unknown): JsonSchema {
  switch (type) {
    case 'integer':
      return { type }
    case 'min_value':
      return { minimum: requirement }
    case 'max_value':
      return { maximum: requirement }
    case 'gt_value':
      return { exclusiveMinimum: requirement }
    case 'min_length':
      return { minItems: requirement }
    default:
      return {}
  }
}
