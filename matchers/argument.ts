import { isMalformed } from '../fixtures/disk/bytes.ts'
import { quoted } from '../fixtures/text/printable.ts'
import { MatcherError } from './matcher-error.ts'

/**
 * Returns an argument that is a path.
 *
 * @param what names the argument in the error.
 * @throws MatcherError `not-a-path`.
 */
export function pathArgument(matcher: string, what: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new MatcherError('not-a-path', matcher, `${what}: expected a path, not ${valueInWords(value)}`)
  }
  if (value === '') throw new MatcherError('not-a-path', matcher, `${what}: the empty string is not a path`)
  if (value.includes('\0') || isMalformed(value)) {
    throw new MatcherError(
      'not-a-path',
      matcher,
      `${what}: ${quoted(value)} holds a NUL or a lone surrogate, which a path cannot`,
    )
  }
  return value
}

/**
 * Returns an argument that is the root of a tree, without trailing slashes. It may be a path, or a world.
 *
 * @throws MatcherError `not-a-path`.
 */
export function rootArgument(matcher: string, value: unknown): string {
  const root = isObject(value) && 'root' in value ? value.root : value
  const path = pathArgument(matcher, 'the received value', root)
  return path.replace(/(?<=.)\/+$/u, '')
}

/**
 * Returns an argument that is one home or a list of homes.
 *
 * @throws MatcherError `not-homes` when the list is empty or repeats a home, `not-a-path` when a home is not a path.
 */
export function homesArgument(matcher: string, what: string, value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : value
  if (!isList(list)) {
    throw new MatcherError(
      'not-homes',
      matcher,
      `${what}: expected a home or a list of homes, not ${valueInWords(value)}`,
    )
  }
  if (list.length === 0) throw new MatcherError('not-homes', matcher, `${what}: expected at least one home`)
  const homes = list.map(home => pathArgument(matcher, what, home))
  const repeated = firstRepeated(homes.map(home => home.replace(/(?<=.)\/+$/u, '')))
  if (repeated === undefined) return homes
  throw new MatcherError('not-homes', matcher, `${what}: home ${quoted(repeated)} is given twice`)
}

/**
 * Returns an argument that is one name or a list of names.
 *
 * @throws MatcherError `not-a-name`, also when the list is empty or repeats a name.
 */
export function namesArgument(matcher: string, value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : value
  if (!isList(list) || list.length === 0) {
    throw new MatcherError(
      'not-a-name',
      matcher,
      `expected a name or a list of names, not ${isList(list) ? 'an empty list' : valueInWords(value)}`,
    )
  }
  const names = list.map(name => nameArgument(matcher, name))
  const repeated = firstRepeated(names)
  if (repeated === undefined) return names
  throw new MatcherError('not-a-name', matcher, `name ${quoted(repeated)} is given twice`)
}

/**
 * Checks an argument that is an object of options.
 *
 * @param known the allowed values of each option.
 * @throws MatcherError `not-an-option`.
 */
export function optionsArgument(
  matcher: string,
  value: unknown,
  known: Readonly<Record<string, readonly unknown[]>>,
): void {
  if (value === undefined) return
  if (!isObject(value) || Array.isArray(value)) {
    throw new MatcherError(
      'not-an-option',
      matcher,
      `expected an object of options, not ${valueInWords(value)}`,
    )
  }
  for (const [key, given] of Object.entries(value)) {
    const allowed = known[key]
    if (allowed === undefined) {
      throw new MatcherError(
        'not-an-option',
        matcher,
        `unknown option ${quoted(key)}; known: ${Object.keys(known).join(', ')}`,
      )
    }
    if (given !== undefined && !allowed.includes(given)) {
      const choices = allowed.map(choice => JSON.stringify(choice)).join(' or ')
      throw new MatcherError(
        'not-an-option',
        matcher,
        `${key}: expected ${choices}, not ${valueInWords(given)}`,
      )
    }
  }
}

/** Returns whether a value is an object, and not null. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Returns a value as an error names it: a string in quotes, anything else by its kind. */
export function valueInWords(value: unknown): string {
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
    `${valueInWords(value)} is not a name: a name is one path component, not empty, "." or "..", and without "/" or NUL`,
  )
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, i) => texts.indexOf(text) < i)
}
