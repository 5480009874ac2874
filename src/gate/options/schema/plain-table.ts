import { isPlainObject } from '../../../../fixtures/text/value.ts'

/** Returns whether a value is an object of which a schema sees every key: valibot leaves some names out of a record without an issue. */
export function isPlainTable(value: unknown): boolean {
  return (
    isPlainObject(value) &&
    !['constructor', 'prototype', '__proto__'].some(name => Object.hasOwn(value, name))
  )
}
