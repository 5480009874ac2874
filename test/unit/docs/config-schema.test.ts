import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { configSchema } from '../../../src/cli/config/config-schema.ts'
import { GATE_CONFIG } from '../../../src/gate/options/config.ts'
import { LAW_IDS } from '../../../src/laws/index.ts'
import { jsonSchemaOf } from '../../reference/json-schema.ts'

const SCHEMA = JSON.parse(readFileSync('docs/config.schema.json', 'utf8'))
const { gate } = SCHEMA.properties

describe('the shipped JSON schema', () => {
  test('has every key of a config and of the gate, and no other', () => {
    expect(Object.keys(SCHEMA.properties)).toEqual([
      '$schema',
      'homes',
      'links',
      'sharedRoot',
      'equality',
      'gate',
    ])
    const subject = gate.properties.subjects.additionalProperties
    expect(Object.keys(gate.properties)).toEqual([...Object.keys(subject.properties), 'subjects'])
    for (const object of [SCHEMA, gate, subject]) expect(object.additionalProperties).toBe(false)
  })

  test('describes every key', () => {
    const described = [...Object.values(SCHEMA.properties), ...Object.values(gate.properties)]
    expect(described.filter(property => Object(property).description === undefined)).toEqual([])
  })

  test('knows the laws and kinds of loss that can be waived, and the form of a waiver', () => {
    const { propertyNames, additionalProperties } = gate.properties.waive
    expect(propertyNames.enum).toEqual(expect.arrayContaining([...LAW_IDS, 'keeps-data:orphaned']))
    expect(propertyNames.enum).not.toContain('private:destroyed')
    expect(additionalProperties).toEqual({
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          properties: { reason: { type: 'string' }, until: { type: 'string' } },
          required: ['reason'],
          additionalProperties: false,
        },
      ],
    })
  })

  test('is in the package', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).files).toContain('docs/config.schema.json')
  })
})

describe('a JSON schema', () => {
  test('takes what the schema of a config takes, for each kind of value', () => {
    expect(jsonSchemaOf(v.pipe(v.number(), v.gtValue(0), v.maxValue(5)))).toEqual({
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 5,
    })
    expect(
      jsonSchemaOf(v.pipe(v.array(v.picklist(['a', 'b'])), v.minLength(1), v.transform(String))),
    ).toEqual({
      type: 'array',
      items: { enum: ['a', 'b'] },
      minItems: 1,
    })
    expect(jsonSchemaOf(v.lazy(input => (Array.isArray(input) ? v.array(v.string()) : v.boolean())))).toEqual(
      {
        anyOf: [{ type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
      },
    )
  })

  test('of an unknown type is an error, so that no key goes unchecked', () => {
    expect(() => jsonSchemaOf(v.bigint())).toThrow('no JSON schema is known for the type bigint')
    expect(jsonSchemaOf(configSchema(GATE_CONFIG))).toHaveProperty('properties.gate')
  })
})
