import * as v from 'valibot'
import { expected } from './expected.ts'

/** Builds the schema of an object that has no other keys. Each unknown key is a problem of its own; `v.strictObject` stops at the first. */
export function closedObject<const Entries extends v.ObjectEntries>(entries: Entries) {
  const noSuchKey = `there is no such key; the keys are ${Object.keys(entries).join(', ')}`
  return v.pipe(
    v.custom<v.InferInput<v.ObjectSchema<Entries, undefined>>>(isTable, expected('an object')),
    v.looseObject(entries, 'this key is required'),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value
      if (!isTable(input)) return
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue
        addIssue({
          message: noSuchKey,
          path: [{ type: 'object', origin: 'value', input: { ...input }, key, value }],
        })
      }
    }),
  )
}

/** Tells a table of keys and values from a list and from everything else. */
export function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
