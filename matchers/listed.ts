import { parentOf } from '../fixtures/disk/flat-tree.ts'

/** How many items of a list a message shows, and how many names in one line. */
const MOST_ITEMS = 10
const MOST_NAMES = 5

/**
 * Returns the first items in words, and how many more there are.
 *
 * @param before the text before each of them: a newline, or an indent.
 */
export function listed<T>(items: readonly T[], before: string, inWords: (item: T) => string): string[] {
  const shown = items.slice(0, MOST_ITEMS).map(item => `${before}${inWords(item)}`)
  return items.length > MOST_ITEMS ? [...shown, `${before}... and ${items.length - MOST_ITEMS} more`] : shown
}

/** Returns the first names on one line, and how many more there are. */
export function inOneLine(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ')
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown
}

/** An item of a list, and the items that follow from it. */
export interface Folded<T> {
  readonly item: T
  readonly with: readonly T[]
}

/** Folds each item into the one that it follows from; null where it stands for itself. */
export function folded<T>(items: readonly T[], causeOf: (item: T) => T | null): Folded<T>[] {
  const first = (item: T): T => {
    const cause = causeOf(item)
    return cause === null ? item : first(cause)
  }
  const groups = new Map<T, T[]>()
  for (const item of items) if (causeOf(item) === null) groups.set(item, [])
  for (const item of items) if (causeOf(item) !== null) groups.get(first(item))?.push(item)
  return [...groups].map(([item, others]) => ({ item, with: others }))
}

/** Folds each entry of a tree into its parent directory, where it follows from what became of that. */
export function foldedByDirectory<T extends { readonly path: string }>(
  items: readonly T[],
  follows: (item: T, parent: T) => boolean,
): Folded<T>[] {
  const byPath = new Map(items.map(item => [item.path, item]))
  return folded(items, item => {
    const parent = item.path === '' ? undefined : byPath.get(parentOf(item.path))
    return parent !== undefined && follows(item, parent) ? parent : null
  })
}
