import { resolve } from 'node:path/posix'
import { isMalformed } from '../fixtures/disk/bytes.ts'
import { requirePosix } from '../fixtures/platform.ts'
import { quoted } from '../fixtures/text/printable.ts'
import { isPlainObject, valueInWords } from '../fixtures/text/value.ts'
import { MatcherError } from './matcher-error.ts'

export { valueInWords }

/**
 * Returns an argument that is a path.
 *
 * @param what names the argument in the error.
 * @throws MatcherError `not-a-path`.
 * @throws PlatformError on Windows.
 */
export function pathArgument(matcher: string, what: string, value: unknown): string {
  requirePosix()
  const wrong = (problem: string) => new MatcherError('not-a-path', matcher, `${what}: ${problem}`)
  if (typeof value !== 'string') throw wrong(`expected a path, not ${valueInWords(value)}`)
  if (value === '') throw wrong('the empty string is not a path')
  if (!isText(value)) throw wrong(`${quoted(value)} holds a NUL or a lone surrogate, which a path cannot`)
  return value
}

/**
 * Returns an argument that is the root of a tree, without trailing slashes. It may be a path, or a world.
 *
 * @throws MatcherError `not-a-path`.
 */
export function rootArgument(matcher: string, value: unknown): string {
  const root = isObject(value) && 'root' in value ? value.root : value
  return withoutSlash(pathArgument(matcher, 'the received value', root))
}

/**
 * Returns an argument that is one home or a list of homes.
 *
 * @throws MatcherError `not-homes` when the list is empty or repeats a home, `not-a-path` when a home is not a path.
 */
export function homesArgument(matcher: string, what: string, value: unknown): readonly string[] {
  const wrong = (problem: string) => new MatcherError('not-homes', matcher, `${what}: ${problem}`)
  const list = listOf(value)
  if (list === null) throw wrong(`expected a home or a list of homes, not ${valueInWords(value)}`)
  if (list.length === 0) throw wrong('expected at least one home')
  const homes = list.map(home => pathArgument(matcher, what, home))
  // One home that is spelled in two ways shares everything with itself.
  const repeated = firstRepeated(homes.map(home => resolve(home)))
  if (repeated !== undefined) throw wrong(`home ${quoted(repeated)} is given twice`)
  return homes
}

/**
 * Returns an argument that is one name or a list of names.
 *
 * @throws MatcherError `not-a-name`, also when the list is empty or repeats a name.
 */
export function namesArgument(matcher: string, value: unknown): readonly string[] {
  const wrong = (problem: string) => new MatcherError('not-a-name', matcher, problem)
  const list = listOf(value)
  if (list === null || list.length === 0) {
    const found = list === null ? valueInWords(value) : 'an empty list'
    throw wrong(`expected a name or a list of names, not ${found}`)
  }
  const names = list.map(name => {
    if (!isName(name)) throw wrong(`${valueInWords(name)} is not a name: ${NAME_RULE}`)
    return name
  })
  const repeated = firstRepeated(names)
  if (repeated !== undefined) throw wrong(`name ${quoted(repeated)} is given twice`)
  return names
}

const NAME_RULE = 'a name is one path component, not empty, "." or "..", and without "/" or NUL'

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
  const wrong = (problem: string) => new MatcherError('not-an-option', matcher, problem)
  if (value === undefined) return
  if (!isPlainObject(value)) {
    throw wrong(`expected an object of options, not ${valueInWords(value)}`)
  }
  for (const [key, given] of Object.entries(value)) {
    const allowed = known[key]
    if (allowed === undefined) {
      throw wrong(`unknown option ${quoted(key)}; known: ${Object.keys(known).join(', ')}`)
    }
    if (given !== undefined && !allowed.includes(given)) {
      const choices = allowed.map(choice => JSON.stringify(choice)).join(' or ')
      throw wrong(`${key}: expected ${choices}, not ${valueInWords(given)}`)
    }
  }
}

/** Returns whether a value is an object, and not null. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isName(value: unknown): value is string {
  return (
    typeof value === 'string' && !['', '.', '..'].includes(value) && !value.includes('/') && isText(value)
  )
}

/** Returns whether a string has bytes that a path can hold. */
function isText(text: string): boolean {
  return !text.includes('\0') && !isMalformed(text)
}

/** Returns a list, or one text as a list of one; null for any other value. */
function listOf(value: unknown): readonly unknown[] | null {
  if (typeof value === 'string') return [value]
  // A hole in a list would escape every check.
  return Array.isArray(value) ? Array.from<unknown>(value) : null
}

function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/u, '')
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, i) => texts.indexOf(text) < i)
}
