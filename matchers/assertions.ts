import type * as matchers from './index.ts'

/**
 * The matchers as methods of an assertion that return `R`, with the matchers' own documentation. It is a separate
 * interface because vitest's `Matchers` has one type parameter in version 4 and two in version 5.
 */
export interface SharedLinksAssertions<R> extends Methods<typeof matchers, R> {}

type Methods<M, R> = {
  [K in keyof M]: M[K] extends (received: never, ...rest: infer A) => unknown ? (...args: A) => R : never
}

declare global {
  namespace Chai {
    interface Assertion extends SharedLinksAssertions<void> {}
  }
}
