import { isMalformed } from '../fixtures/disk/bytes.ts'
import { quoted } from '../fixtures/text/printable.ts'
import { MatcherError } from './matcher-error.ts'

/** A path that could be one; `what` names the argument in the error. */
export function pathArgument(matcher: string, what: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new MatcherError('not-a-path', matcher, `${what}: expected a path, not ${inWords(value)}`)
  }
  if (value === '') throw new MatcherError('not-a-path', matcher, `${what}: the empty string is no path`)
  if (value.includes('\0') || isMalformed(value)) {
    throw new MatcherError(
      'not-a-path',
      matcher,
      `${what}: no path can hold a NUL or a lone surrogate, as ${quoted(value)} does`,
    )
  }
  return value
}

/** The root of a tree: a path, or a world's. Slashes at its end are left out. */
export function rootArgument(matcher: string, value: unknown): string {
  const root = isObject(value) && 'root' in value ? value.root : value
  const path = pathArgument(matcher, 'the received value', root)
  return path.replace(/(?<=.)\/+$/u, '')
}

/** One path or several, at least one, each once. */
export function homesArgument(matcher: string, what: string, value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : value
  if (!isList(list)) {
    throw new MatcherError(
      'not-homes',
      matcher,
      `${what}: expected a home's path or a list of them, not ${inWords(value)}`,
    )
  }
  if (list.length === 0) throw new MatcherError('not-homes', matcher, `${what}: no home is given`)
  const homes = list.map(home => pathArgument(matcher, what, home))
  const repeated = firstRepeated(homes.map(home => home.replace(/(?<=.)\/+$/u, '')))
  if (repeated === undefined) return homes
  throw new MatcherError('not-homes', matcher, `${what}: home ${quoted(repeated)} is given twice`)
}

/** One name or several, at least one, each once. */
export function namesArgument(matcher: string, value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : value
  if (!isList(list) || list.length === 0) {
    throw new MatcherError(
      'not-a-name',
      matcher,
      `expected a name or a list of them, not ${isList(list) ? 'an empty list' : inWords(value)}`,
    )
  }
  const names = list.map(name => nameArgument(matcher, name))
  const repeated = firstRepeated(names)
  if (repeated === undefined) return names
  throw new MatcherError('not-a-name', matcher, `name ${quoted(repeated)} is given twice`)
}

/** The options, of which only those listed are known. */
export function optionsArgument(
  matcher: string,
  value: unknown,
  known: Readonly<Record<string, readonly unknown[]>>,
): void {
  if (value === undefined) return
  if (!isObject(value) || Array.isArray(value)) {
    throw new MatcherError('not-an-option', matcher, `expected an object of options, not ${inWords(value)}`)
  }
  for (const [key, given] of Object.entries(value)) {
    const allowed = known[key]
    if (allowed === undefined) {
      throw new MatcherError(
        'not-an-option',
        matcher,
        `there is no option ${quoted(key)}; it knows ${Object.keys(known).join(', ')}`,
      )
    }
    if (given !== undefined && !allowed.includes(given)) {
      const choices = allowed.map(choice => JSON.stringify(choice)).join(' or ')
      throw new MatcherError('not-an-option', matcher, `${key}: expected ${choices}, not ${inWords(given)}`)
    }
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A value as an error names it: its text where it is short, its kind otherwise. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Promise) return 'a promise: await it first'
  return isObject(value) ? 'an object' : String(value)
}

function nameArgument(matcher: string, value: unknown): string {
  const isName =
    typeof value === 'string' &&
    !['', '.', '..'].includes(value) &&
    !/[/\0]/u.test(value) &&
    !isMalformed(value)
  if (isName) return value
  throw new MatcherError(
    'not-a-name',
    matcher,
    `${inWords(value)} is no name: a name is one part of a path: not empty, ".", "..", and without "/" or NUL`,
  )
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, i) => texts.indexOf(text) < i)
}
