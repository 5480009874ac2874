import { isError } from '../fixtures/realms.ts'
import { printableLines } from '../fixtures/text/printable.ts'
import { FINDING_CODES, type FindingCode } from '../src/reconciler/finding.ts'
import { isObject, valueInWords } from './argument.ts'
import type { MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'

const NAME = 'toRefuse'

/** How a call ended. */
type End =
  | { readonly end: 'returned' }
  | { readonly end: 'refused'; readonly codes: readonly string[]; readonly message: string }
  | { readonly end: 'failed'; readonly message: string }

/**
 * Passes when calling the received function throws a `SharedLinksError` whose findings have exactly these codes, each
 * any number of times.
 *
 * @throws MatcherError, with and without `.not`, for an unknown code or none, and for a function that is async, is a
 * generator or returns a promise.
 * @throws the function's own error, with and without `.not`, if it is a `RequestError`, `TypeError`, `ReferenceError`,
 * `SyntaxError` or `RangeError`: a mistake in the call is no refusal.
 * @example expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')
 */
export function toRefuse(received: unknown, ...codes: [FindingCode, ...FindingCode[]]): MatcherResult {
  const expected = codesArgument(codes)
  const end = call(functionArgument(received))
  const actual = end.end === 'refused' ? end.codes : []
  const pass = expected.length === actual.length && expected.every(code => actual.includes(code))
  return { pass, message: () => messageOf(expected, end, pass), meta: { expected, actual } }
}

function messageOf(expected: readonly string[], end: End, pass: boolean): string {
  const wanted = expected.join(', ')
  if (end.end === 'returned') return `expected a refusal with ${wanted}, but nothing was thrown`
  const thrown = printableLines(end.message).replaceAll(/^/gmu, '  ')
  if (end.end === 'failed')
    return `expected a refusal with ${wanted}, but no SharedLinksError was thrown\n\n${thrown}`
  if (pass) return `expected no refusal with exactly ${wanted}\n\n${thrown}`
  const missing = expected.filter(code => !end.codes.includes(code))
  const unexpected = end.codes.filter(code => !expected.includes(code))
  const lines = [
    `expected a refusal with exactly ${wanted}, but it was with ${end.codes.join(', ')}`,
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
  // Nothing awaits the promise, and an unhandled rejection would end the test run.
  returned.then(undefined, () => {})
  throw asyncError('the function returned a promise')
}

function endOf(error: unknown): End {
  if (isMistake(error)) throw error
  if (!isError(error)) return { end: 'failed', message: `thrown: ${valueInWords(error)}` }
  const codes = codesOf(error)
  if (codes === null) return { end: 'failed', message: `${error.name}: ${error.message}` }
  return { end: 'refused', codes, message: error.message }
}

/** Returns the codes of a `SharedLinksError`, even one of another copy of this package; null for any other error. */
function codesOf(error: Error): readonly string[] | null {
  if (error.name !== 'SharedLinksError' || !('findings' in error) || !Array.isArray(error.findings))
    return null
  const codes = error.findings.map((finding: unknown) =>
    isObject(finding) && 'code' in finding ? String(finding.code) : 'no code',
  )
  return [...new Set(codes)].sort()
}

const MISTAKES: readonly string[] = [
  'TypeError',
  'ReferenceError',
  'SyntaxError',
  'RangeError',
  'RequestError',
]

function isMistake(error: unknown): boolean {
  return isError(error) && classNames(error).some(name => MISTAKES.includes(name))
}

/** Returns the names of a value's classes. Unlike `instanceof`, they are the same in every realm and copy. */
function classNames(value: object): string[] {
  const prototype: object | null = Object.getPrototypeOf(value)
  return prototype === null ? [] : [prototype.constructor.name, ...classNames(prototype)]
}

function functionArgument(value: unknown): () => unknown {
  if (typeof value !== 'function') {
    const problem = `the received value: expected a function to call, not ${valueInWords(value)}`
    throw new MatcherError('not-a-function', NAME, problem)
  }
  // A call of one of these would not run it to its end.
  if (/^(?:Async|Generator|AsyncGenerator)Function$/u.test(value.constructor.name)) {
    throw asyncError('the function is async or a generator')
  }
  return () => Reflect.apply(value, undefined, [])
}

function asyncError(problem: string): MatcherError {
  return new MatcherError('async-function', NAME, `${problem}; expected a synchronous function`)
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
