import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Call, lstat, mkdir, readlink } from '../../../src/reconciler/call.ts'
import { run } from '../../../src/reconciler/perform.ts'

describe('a call', () => {
  it('is one of five, and none can remove or overwrite', () => {
    expectTypeOf<Call['call']>().toEqualTypeOf<'lstat' | 'stat' | 'readlink' | 'mkdir' | 'symlink'>()
  })

  it('takes a path, and for a symlink a text, and no option', () => {
    expectTypeOf<Exclude<Call, { call: 'symlink' }>>().toEqualTypeOf<
      | { readonly call: 'lstat'; readonly path: string }
      | { readonly call: 'stat'; readonly path: string }
      | { readonly call: 'readlink'; readonly path: string }
      | { readonly call: 'mkdir'; readonly path: string }
    >()
    expectTypeOf<keyof Extract<Call, { call: 'symlink' }>>().toEqualTypeOf<'call' | 'path' | 'text'>()
  })
})

describe('a stage with a wrong answer', () => {
  it('makes the call throw', () => {
    const done = () => ({ done: true as const })
    expect(() => run(lstat('/a'), done)).toThrow(
      new TypeError('a stage answered lstat or stat with something other than a kind'),
    )
    expect(() => run(readlink('/a'), done)).toThrow(
      new TypeError('a stage answered readlink with something other than a text'),
    )
    expect(run(mkdir('/a'), done)).toBe(null)
  })
})
