import { expect } from 'vitest'
import type { SharedLinksAssertions } from './assertions.ts'
import { register } from './register.ts'

export type { SharedLinksAssertions } from './assertions.ts'
export { MatcherError, type MatcherErrorCode } from './matcher-error.ts'

register(expect)

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an asymmetric matcher stands in for a value of any type.
  interface AsymmetricMatchersContaining extends SharedLinksAssertions<any> {}
}
