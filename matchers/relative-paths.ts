import { isWithin, parentOf } from '../fixtures/disk/flat-tree.ts'
import { printable } from '../fixtures/text/printable.ts'

/** How a message shows paths: relative to a directory that it names once. */
export interface RelativePaths {
  /** The line that names the directory; none where paths are shown whole. */
  readonly heading: readonly string[]
  /** Returns a path relative to the directory, or whole where it lies elsewhere; safe to print. */
  readonly show: (path: string) => string
}

/** Shows paths relative to the innermost directory that contains all of these. */
export function relativeToShared(paths: readonly string[]): RelativePaths {
  return relativeTo(paths.map(path => parentOf(singleSlashed(path))).reduce(sharedPart))
}

/** Shows paths relative to a directory. */
export function relativeTo(directory: string): RelativePaths {
  const base = singleSlashed(directory)
  if (base === '') return { heading: [], show: printable }
  return {
    heading: [`paths are relative to ${printable(base)}`],
    show: path => {
      const whole = singleSlashed(path)
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

/** Returns a path without doubled and trailing slashes. */
function singleSlashed(path: string): string {
  return path.replace(/\/{2,}/gu, '/').replace(/\/$/u, '')
}
