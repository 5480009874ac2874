import { valueInWords } from './argument.ts'
import type { MatcherResult } from './matcher.ts'

/** A matcher, with any arguments. */
export type AnyMatcher = (received: unknown, ...args: readonly unknown[]) => MatcherResult

/**
 * A matcher in the place of a value, as in `toEqual({ link: expect.toLinkTo('/a') })`. Unlike the one that
 * `expect.extend` makes, it says in the diff why it did not match.
 */
export class AsymmetricMatcher {
  /** The mark by which vitest and Jest know one. */
  readonly $$typeof = Symbol.for('jest.asymmetricMatcher')
  // Vitest clones the value before it prints a diff, so nothing is a `#private` member, which a clone has not.
  private readonly name: string
  private readonly matcher: AnyMatcher
  private readonly args: readonly unknown[]
  private readonly isNot: boolean
  private reason: string | null = null

  constructor(name: string, matcher: AnyMatcher, args: readonly unknown[], isNot: boolean) {
    this.name = name
    this.matcher = matcher
    this.args = args
    this.isNot = isNot
  }

  asymmetricMatch(received: unknown): boolean {
    const { pass, message } = this.matcher.call({ isNot: this.isNot }, received, ...this.args)
    const matches = pass !== this.isNot
    this.reason = matches ? null : message()
    return matches
  }

  toString(): string {
    return `${this.isNot ? 'not.' : ''}${this.name}`
  }

  getExpectedType(): string {
    return 'any'
  }

  /** Returns the matcher as a diff shows it: with its reason, if it has not matched. */
  toAsymmetricMatcher(): string {
    const call = this.call()
    return this.reason === null ? call : `${call}: ${this.reason.replaceAll('\n', '\n    ')}`
  }

  /** Returns the matcher as the first line of a message shows it: as much as there is space for. */
  [Symbol.for('chai/inspect')](options: { readonly truncate: number }): string {
    const forms = [this.toAsymmetricMatcher(), this.call()]
    return forms.find(form => form.length <= options.truncate) ?? `${this.toString()}{…}`
  }

  private call(): string {
    return `${this.toString()}<${this.args.map(argumentInWords).join(', ')}>`
  }
}

function argumentInWords(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(argumentInWords).join(', ')}]` : valueInWords(value)
}
