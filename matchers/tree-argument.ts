import type { FlatEntry } from '../fixtures/disk/flat-tree.ts'
import { checkFlat, flatten, joined } from '../fixtures/disk/flat-tree.ts'
import { treeProblem } from '../fixtures/schema/tree-problem.ts'
import type { Absent, Tree } from '../fixtures/tree.ts'
import { MatcherError } from './matcher-error.ts'

/** A described tree by path, parents first, with its `absent` entries. */
export type DescribedTree = ReadonlyMap<string, FlatEntry | Absent>

/**
 * Returns an argument that describes a tree.
 *
 * @throws MatcherError `not-a-tree`.
 * @throws TreeError when the tree cannot exist on disk.
 */
export function treeArgument(matcher: string, value: Tree): DescribedTree {
  const problem = treeProblem(value)
  if (problem !== null) throw new MatcherError('not-a-tree', matcher, problem)
  const flat = flatten(value)
  checkFlat(flat)
  const described = new Map<string, FlatEntry | Absent>(flat)
  for (const path of absencesIn(value, '')) described.set(path, { type: 'absent' })
  return described
}

function absencesIn(tree: Tree, parent: string): string[] {
  return Object.entries(tree).flatMap(([name, entry]) => {
    const path = joined(parent, name)
    if (entry.type === 'dir') return absencesIn(entry.entries, path)
    return entry.type === 'absent' ? [path] : []
  })
}
