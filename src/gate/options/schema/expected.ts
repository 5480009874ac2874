import { quoted } from '../../../../fixtures/text/printable.ts'

/**
 * Builds the message of a schema: `expected a whole number, not "many"`. Safe to print.
 *
 * @param reason why the value is refused, where the expectation alone does not say it.
 */
export function expected(
  what: string,
  reason: (input: unknown) => string | null = () => null,
): (issue: { readonly input: unknown }) => string {
  return ({ input }) => {
    const why = reason(input)
    return `expected ${what}, not ${inWords(input)}${why === null ? '' : ` (${why})`}`
  }
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (value === undefined) return 'nothing'
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
