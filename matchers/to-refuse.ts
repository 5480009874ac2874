import { types } from 'node:util'
import { isError } from '../fixtures/realms.ts'
import { printableLines } from '../fixtures/text/printable.ts'
import { className } from '../fixtures/text/value.ts'
import { FINDING_CODES, type FindingCode } from '../src/reconciler/finding.ts'
import { isObject, valueInWords } from './argument.ts'
import { listed } from './listed.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'
import { withRootShown } from './shown-paths.ts'

const NAME = 'toRefuse'

/** How a call or a promise ended. */
type End =
  | { readonly end: 'returned' }
  | { readonly end: 'refused'; readonly codes: readonly string[]; readonly message: string }
  | { readonly end: 'failed'; readonly message: string }

/**
 * Passes when calling the received function throws an error whose findings have exactly these codes, each any number of
 * times: a `SharedLinksError`, or any other error with `findings[].code`. For async code, pass the function or its
 * promise with `.rejects`. The received value may also be the error itself.
 *
 * @throws MatcherError, with and without `.not`, for an unknown code or none, for a function that is async or returns a
 * promise and for a promise, each without `.rejects`, for a generator, and for any other value.
 * @throws the received function's own error, with and without `.not`, if it has no findings and is a failed assertion,
 * a `RequestError`, another error of this package about a wrong argument, a `TypeError`, `ReferenceError`, `SyntaxError` or
 * `RangeError`: a mistake in the call is no refusal.
 * @example
 * expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')
 * await expect(async () => ensureForAccounts(w.homes, w.required)).rejects.toRefuse('blocked-link')
 */
export function toRefuse(
  this: MatcherContext | undefined,
  received: unknown,
  ...codes: [FindingCode, ...FindingCode[]]
): MatcherResult {
  const expected = codesArgument(codes)
  // With `.rejects`, the received value is what a promise rejected with, whatever that is.
  const isEnd = this?.promise === 'rejects' || isError(received)
  const end = isEnd ? endOf(received) : call(functionArgument(received))
  const actual = end.end === 'refused' ? end.codes : []
  const pass = expected.length === actual.length && expected.every(code => actual.includes(code))
  return { pass, message: () => messageOf(expected, end, pass), meta: { expected, actual } }
}

function messageOf(expected: readonly string[], end: End, pass: boolean): string {
  const wanted = expected.join(', ')
  if (end.end === 'returned') return `expected a refusal with ${wanted}, but nothing was thrown`
  const thrown = listed(printableLines(withRootShown(end.message)).split('\n'), '  ', line => line).join('\n')
  if (end.end === 'failed')
    return `expected a refusal with ${wanted}, but it failed without findings\n\n${thrown}`
  if (pass) return `expected no refusal with exactly ${wanted}\n\n${thrown}`
  const missing = expected.filter(code => !end.codes.includes(code))
  const unexpected = end.codes.filter(code => !expected.includes(code))
  const lines = [
    `expected a refusal with exactly ${wanted}, but it was with ${end.codes.map(code => printableLines(code)).join(', ')}`,
    ...(missing.length > 0 ? [`  missing:    ${missing.join(', ')}`] : []),
    ...(unexpected.length > 0 ? [`  unexpected: ${unexpected.join(', ')}`] : []),
  ]
  return `${lines.join('\n')}\n\n${thrown}`
}

function call(fn: () => unknown): End {
  let returned: unknown
  try {
    returned = fn()
  } catch (error) {
    return endOf(error)
  }
  if (!isThenable(returned)) return { end: 'returned' }
  ignoreRejection(returned)
  throw new MatcherError('async-function', NAME, `the function returned a promise: ${AWAIT_IT}`)
}

const AWAIT_IT = 'write `await expect(...).rejects.toRefuse(...)`'

/** Keeps the rejection of a promise that nobody awaits from ending the test run. */
function ignoreRejection(promise: PromiseLike<unknown>): void {
  promise.then(undefined, () => {})
}

function endOf(error: unknown): End {
  if (!isError(error)) return { end: 'failed', message: `thrown: ${valueInWords(error)}` }
  const codes = codesOf(error)
  if (codes !== null) return { end: 'refused', codes, message: error.message }
  if (isMistake(error)) throw error
  return { end: 'failed', message: `${error.name}: ${error.message}` }
}

/** Returns the codes of an error's findings, whichever class it is of; null where it has none. */
function codesOf(error: Error): readonly string[] | null {
  if (!('findings' in error) || !Array.isArray(error.findings)) return null
  const codes = error.findings.map((finding: unknown) =>
    isObject(finding) && 'code' in finding ? finding.code : undefined,
  )
  const isEach = codes.length > 0 && codes.every(code => typeof code === 'string')
  return isEach ? [...new Set(codes)].sort() : null
}

const MISTAKES: readonly string[] = [
  'TypeError',
  'ReferenceError',
  'SyntaxError',
  'RangeError',
  'RequestError',
  'TreeError',
  'OptionsError',
  'PlatformError',
  'AssertionError',
  // The failures of matchers that were added to the `expect` of vitest and of Jest.
  'JestExtendError',
  'JestAssertionError',
]

function isMistake(error: Error): boolean {
  return classNames(error).some(name => MISTAKES.includes(name))
}

/** Returns the names of a value's classes. Unlike `instanceof`, they are the same in every realm and copy. */
function classNames(value: object): string[] {
  const prototype: object | null = Object.getPrototypeOf(value)
  return prototype === null ? [] : [className(prototype), ...classNames(prototype)]
}

function functionArgument(value: unknown): () => unknown {
  if (isThenable(value)) {
    ignoreRejection(value)
    throw new MatcherError('not-awaited', NAME, `the received value is a promise: ${AWAIT_IT}`)
  }
  if (typeof value !== 'function') {
    const problem = `the received value: expected a function to call, or an error, not ${valueInWords(value)}`
    throw new MatcherError('not-a-function', NAME, problem)
  }
  // A call of one of these would not run it to its end.
  if (types.isGeneratorFunction(value)) {
    throw new MatcherError(
      'not-a-function',
      NAME,
      'the function is a generator: expected one that runs to its end',
    )
  }
  if (types.isAsyncFunction(value)) {
    throw new MatcherError('async-function', NAME, `the function is async: ${AWAIT_IT}`)
  }
  return () => Reflect.apply(value, undefined, [])
}

function codesArgument(codes: readonly unknown[]): readonly FindingCode[] {
  const wrong = (problem: string) =>
    new MatcherError('not-a-finding-code', NAME, `${problem}; the codes are ${FINDING_CODES.join(', ')}`)
  if (codes.length === 0) throw wrong('expected at least one code')
  const known = [...new Set(codes)].map(code => {
    if (!isCode(code)) throw wrong(`${valueInWords(code)} is not a code`)
    return code
  })
  return known.sort()
}

function isCode(value: unknown): value is FindingCode {
  return FINDING_CODES.some(code => code === value)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && 'then' in value && typeof value.then === 'function'
}
