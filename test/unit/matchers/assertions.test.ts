import { expectTypeOf, test } from 'vitest'
import type { SharedLinksAssertions } from '../../../matchers/assertions.ts'
import type * as matchers from '../../../matchers/index.ts'

type Matchers = typeof matchers

test('the assertions have every matcher, with its arguments', () => {
  expectTypeOf<keyof SharedLinksAssertions<void>>().toEqualTypeOf<keyof Matchers>()
  expectTypeOf<Derived<'derived'>>().toEqualTypeOf<Written<'derived'>>()
})

/** The assertions as they follow from the matchers: without the received value. */
type Derived<R> = {
  [K in keyof Matchers]: Matchers[K] extends (received: never, ...rest: infer A) => unknown
    ? (...args: A) => R
    : never
}

type Written<R> = { [K in keyof SharedLinksAssertions<R>]: SharedLinksAssertions<R>[K] }
