import { counted } from '../fixtures/text/plurals.ts'
import { valueInWords } from './argument.ts'
import { type AnyMatcher, AsymmetricMatcher } from './asymmetric.ts'
import * as open from './index.ts'
import { MatcherError } from './matcher-error.ts'

/** The part of vitest's `expect` to which the matchers are added. */
export interface Extendable {
  readonly not: object
  extend(added: typeof open): void
}

/** The matchers, each of which refuses arguments that it would ignore. */
const matchers = Object.fromEntries(
  Object.entries(open).map(([name, matcher]) => [name, closed(name, matcher as AnyMatcher)]),
) as typeof open

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

/** @throws MatcherError `surplus-argument`, from the returned matcher. */
function closed(name: string, matcher: AnyMatcher): AnyMatcher {
  // The codes of `toRefuse` are a list without an end.
  if (name === 'toRefuse') return matcher
  // The length includes the received value.
  const most = matcher.length - 1
  return function (this: unknown, received, ...args) {
    if (args.length > most) {
      const surplus = args.slice(most).map(valueInWords).join(', ')
      const problem = `expected at most ${counted(most, 'argument')}, so nothing checks the surplus: ${surplus}`
      throw new MatcherError('surplus-argument', name, problem)
    }
    return matcher.call(this, received, ...args)
  }
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
