import {
  type Assertion,
  type AsymmetricMatchersContaining,
  chai,
  customMatchers,
  type ExpectStatic,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  type MatcherState,
  type MatchersObject,
  setState,
} from '@vitest/expect'
import type { SharedLinksAssertions } from './assertions.ts'
import * as matchers from './index.ts'
import { register } from './register.ts'
import { withUserStack } from './user-stack.ts'

export type { SharedLinksAssertions } from './assertions.ts'
export { MatcherError, type MatcherErrorCode } from './matcher-error.ts'

// biome-ignore lint/suspicious/noExplicitAny: an asymmetric matcher stands in for a value of any type.
type Asymmetric = AsymmetricMatchersContaining & SharedLinksAssertions<any>

/** Vitest's `expect` without `soft`, `poll` and snapshots, which need a running vitest test. */
export interface Expect extends Asymmetric, Pick<ExpectStatic, 'any' | 'anything' | 'getState' | 'setState'> {
  <T>(actual: T, message?: string): Assertion<T>
  readonly not: Asymmetric
  /** Adds further matchers. */
  extend(added: MatchersObject): void
}

/**
 * Vitest's `expect` with the matchers of this package, for `node:test` and scripts. In a vitest suite it is the suite's
 * own `expect`, to which the matchers are added.
 *
 * @example
 * import { test } from 'node:test'
 * import { expect } from 'vitest-shared-links/expect'
 *
 * test('the homes share their state', () => {
 *   expect('/home/ubuntu').toHaveSharedLinks(['/home/ubuntu/.claude-compte1', '/home/ubuntu/.claude-compte2'])
 * })
 */
export const expect: Expect = runnersExpect() ?? makeExpect()

/**
 * Returns the `expect` of a running vitest, with the matchers. A second one would share its chai, and the plugins of
 * one version break the assertions of another.
 */
function runnersExpect(): Expect | undefined {
  const held: Expect | undefined = Reflect.get(globalThis, GLOBAL_EXPECT)
  if (held !== undefined) register(held)
  return held
}

function makeExpect(): Expect {
  // No runner prints a diff below a message, so it shows both values whole.
  chai.config.truncateThreshold = 0
  for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin)
  // The plugins add methods that chai's types do not have.
  const plugged = chai.expect as unknown as ExpectStatic & Expect
  const extending = chai.expect as unknown as Extending
  const made: ExpectStatic & Expect = Object.assign(
    <T>(actual: T, message?: string) => plugged<T>(actual, message),
    plugged,
    {
      getState: () => getState(made),
      setState: (state: Partial<MatcherState>) => setState(state, made),
      // The underlying `extend` takes the `expect` that it extends as its first argument.
      extend: (added: MatchersObject) => extending.extend(made, added),
    },
  )
  // A matcher reads its state from the global `expect`, and fails without one.
  Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: made, configurable: true, writable: true })
  made.setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null })
  made.extend(customMatchers)
  register(made)
  for (const name of Object.keys(matchers)) beginAtCall(name)
  return made
}

/** Lets the stack of a failure begin where the assertion stands. Vitest hides the frames before it by itself. */
function beginAtCall(name: string): void {
  chai.util.overwriteMethod(
    chai.Assertion.prototype,
    name,
    (assertion: (...args: unknown[]) => unknown) =>
      function (this: object, ...args: unknown[]) {
        return withUserStack(
          () => assertion.apply(this, args),
          error => '__vitest_error_context__' in error,
        )
      },
  )
}

interface Extending {
  extend(expect: Expect, added: MatchersObject): void
}
