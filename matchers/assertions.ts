import type * as matchers from './index.ts'

/**
 * The matchers as methods of an assertion that answer `R`, with the words of the matchers themselves. An interface of
 * our own with one parameter, since vitest's `Matchers` has one in version 4 and two in version 5.
 */
export interface SharedLinksAssertions<R> extends Methods<typeof matchers, R> {}

type Methods<M, R> = {
  [K in keyof M]: M[K] extends (received: never, ...rest: infer A) => unknown ? (...args: A) => R : never
}
