import { printableLines } from '../fixtures/text/printable.ts'
import type { FindingCode } from '../src/reconciler/finding.ts'
import { isObject, valueInWords } from './argument.ts'
import type { MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'

const NAME = 'toRefuse'

// It is a record so that the compiler demands each new code here.
const CODES: Readonly<Record<FindingCode, true>> = {
  'home-not-directory': true,
  'target-not-directory': true,
  'target-dangling': true,
  'parent-not-directory': true,
  'divergent-link': true,
  'blocked-link': true,
  unreadable: true,
  'not-created': true,
  'home-missing': true,
  'target-missing': true,
  'link-missing': true,
}

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
  throw new MatcherError(
    'async-function',
    NAME,
    'the function returned a promise; expected a synchronous function',
  )
}

function endOf(error: unknown): End {
  if (isMistake(error)) throw error
  if (!(error instanceof Error)) return { end: 'failed', message: `thrown: ${valueInWords(error)}` }
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

function isMistake(error: unknown): boolean {
  const isNative = [TypeError, ReferenceError, SyntaxError, RangeError].some(kind => error instanceof kind)
  return isNative || (error instanceof Error && error.name === 'RequestError')
}

function functionArgument(value: unknown): () => unknown {
  if (typeof value !== 'function') {
    throw new MatcherError(
      'not-a-function',
      NAME,
      `the received value: expected a function to call, not ${valueInWords(value)}`,
    )
  }
  // A call of one of these would not run it to its end.
  if (/^(?:Async|Generator|AsyncGenerator)Function$/u.test(value.constructor.name)) {
    throw new MatcherError(
      'async-function',
      NAME,
      'the function is async or a generator; expected a synchronous function',
    )
  }
  return () => Reflect.apply(value, undefined, [])
}

function codesArgument(codes: readonly unknown[]): readonly FindingCode[] {
  if (codes.length === 0) {
    throw new MatcherError('not-a-finding-code', NAME, `expected at least one code; the codes are ${known()}`)
  }
  return [...new Set(codes)]
    .map(code => {
      if (isCode(code)) return code
      throw new MatcherError(
        'not-a-finding-code',
        NAME,
        `${valueInWords(code)} is not a code; the codes are ${known()}`,
      )
    })
    .sort()
}

function isCode(value: unknown): value is FindingCode {
  return typeof value === 'string' && Object.hasOwn(CODES, value)
}

function known(): string {
  return Object.keys(CODES).join(', ')
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && 'then' in value && typeof value.then === 'function'
}
