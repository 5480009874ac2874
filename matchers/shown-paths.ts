import { isWithin, parentOf } from '../fixtures/disk/flat-tree.ts'
import { printable } from '../fixtures/text/printable.ts'
import { rootAround, rootsIn } from '../fixtures/world-roots.ts'

/** How a message shows paths, and the texts of links. */
export interface ShownPaths {
  /** The line that names the directory to which paths are relative; none where no path is, or where it is a world. */
  readonly heading: readonly string[]
  /** Returns a path as a message shows it; safe to print. */
  readonly path: (path: string) => string
  /** Returns a text in which the root of the world is `{root}`, but which is otherwise as it is: texts are compared. */
  readonly text: (text: string) => string
}

/** Shows paths relative to a directory, which may be a world. */
export function relativeTo(directory: string): ShownPaths {
  const base = singleSlashed(directory)
  const whole = wholeIn(base)
  if (base === '') return whole
  return {
    ...whole,
    heading: rootAround(base) === base ? [] : [`paths are relative to ${whole.path(base)}`],
    path: path => {
      const plain = singleSlashed(path)
      if (!isWithin(plain, base)) return whole.path(path)
      return plain === base ? '.' : printable(plain.slice(base.length + 1))
    },
  }
}

/** Shows paths relative to the innermost directory that contains all of these, or to their world. */
export function relativeToShared(paths: readonly string[]): ShownPaths {
  const shared = paths.map(path => parentOf(singleSlashed(path))).reduce(sharedPart)
  return relativeTo(rootAround(shared) ?? shared)
}

/** Shows whole paths; those in the world of this path begin with `{root}`. */
export function wholeIn(path: string): ShownPaths {
  const root = rootAround(singleSlashed(path))
  const text = (shown: string) => {
    if (root === undefined || !isWithin(shown, root)) return shown
    return `{root}${shown.slice(root.length)}`
  }
  return { heading: [], path: shown => printable(text(shown)), text }
}

/** Returns a message that names paths, in which the root of the only world in it is `{root}`. */
export function withRootShown(message: string): string {
  const [root, ...others] = rootsIn(message)
  return root === undefined || others.length > 0 ? message : message.replaceAll(`${root}/`, '{root}/')
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
