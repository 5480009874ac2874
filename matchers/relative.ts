import { isWithin, parentOf } from '../fixtures/disk/flat-tree.ts'
import { printable } from '../fixtures/text/printable.ts'

/** How a message shows paths: relative to what they share, which is said once. */
export interface Relative {
  /** The line that says what paths are relative to; null where they share nothing. */
  readonly heading: string | null
  /** A path, relative to that, or whole where it lies elsewhere; safe to print. */
  readonly show: (path: string) => string
}

/** Shows paths relative to the innermost directory that all of these lie in. */
export function relativeToShared(paths: readonly string[]): Relative {
  return relativeTo(paths.map(path => parentOf(joinedParts(path))).reduce(sharedPart))
}

/** Shows paths relative to a directory. */
export function relativeTo(directory: string): Relative {
  const base = joinedParts(directory)
  if (base === '') return { heading: null, show: printable }
  return {
    heading: `paths are relative to ${printable(base)}`,
    show: path => {
      const whole = joinedParts(path)
      if (!isWithin(whole, base)) return printable(path)
      return whole === base ? '.' : printable(whole.slice(base.length + 1))
    },
  }
}

function sharedPart(a: string, b: string): string {
  const parts = a.split('/')
  const others = b.split('/')
  const differing = parts.findIndex((part, i) => part !== others[i])
  return differing === -1 ? a : parts.slice(0, differing).join('/')
}

/** A path without doubled slashes, and without one at its end. */
function joinedParts(path: string): string {
  return path.replace(/\/{2,}/gu, '/').replace(/\/$/u, '')
}
