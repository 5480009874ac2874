import { type AnyMatcher, AsymmetricMatcher } from './asymmetric.ts'
import * as matchers from './index.ts'

/** The part of vitest's `expect` to which the matchers are added. */
export interface Extendable {
  readonly not: object
  extend(added: typeof matchers): void
}

/** Where vitest keeps the asymmetric matchers that the `expect` of each test begins with. */
const EVERY_TEST = Symbol.for('asymmetric-matchers-object')

/** Adds the matchers to vitest's `expect`. */
export function register(expect: Extendable): void {
  expect.extend({ ...matchers })
  const positive = asymmetric(false)
  Object.assign(expect, positive)
  Object.assign(expect.not, asymmetric(true))
  Object.assign(Object(Reflect.get(globalThis, EVERY_TEST)), positive)
}

/** Returns, by the name of its matcher, what makes an asymmetric one. */
function asymmetric(isNot: boolean): object {
  const all: readonly [string, unknown][] = Object.entries(matchers)
  return Object.fromEntries(
    all.map(([name, matcher]) => [
      name,
      (...args: readonly unknown[]) => new AsymmetricMatcher(name, matcher as AnyMatcher, args, isNot),
    ]),
  )
}
