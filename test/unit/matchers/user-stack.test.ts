import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { dir, file } from '../../../fixtures/index.ts'

const HERE = fileURLToPath(import.meta.url)

describe('the stack of an error for a wrong argument', () => {
  test.for([
    ['a path', () => expect('').toLinkTo('/a')],
    ['a tree', () => expect('/').toMatchTree({ a: 'x' as never })],
    ['a name in a tree', () => expect('/').not.toMatchTree({ 'a/b': dir({ c: file() }) })],
    ['a request', () => expect('/').toHaveSharedLinks(['relative'])],
    ['a shared root', () => expect('relative').not.toHaveSharedLinks(['/a'])],
    ['an argument of an asymmetric matcher', () => expect(['/']).toEqual([expect.toLinkTo('')])],
  ] as const)('begins where the assertion stands: %s', ([, wrong]) => {
    expect(firstFrameOf(wrong)).toContain(`${HERE}:`)
  })

  test('keeps the frames of the user’s own error', () => {
    const failing = () => {
      throw new TypeError('no')
    }
    expect(firstFrameOf(() => expect(failing).toRefuse('blocked-link'))).toContain('failing')
  })
})

function firstFrameOf(fn: () => void): string | undefined {
  try {
    fn()
  } catch (error) {
    return String(Object(error).stack)
      .split('\n')
      .find(line => line.startsWith('    at '))
  }
  throw new Error('expected an error, but nothing was thrown')
}
