import { expect, test } from 'vitest'
import type { Tree } from '../../../fixtures/tree.ts'
import { world } from '../../../fixtures/world.ts'
import { compare } from '../../../src/damage/compare.ts'
import type { Fate } from '../../../src/damage/fate.ts'

/** An action on a tree, and the fates that follow from it. */
export interface Case {
  /** The end of the sentence `when ...`. */
  readonly when: string
  readonly tree: Tree
  /** Acts on the disk; `at` returns the absolute path of an entry. */
  readonly act: (at: (path: string) => string) => void
  /** The fate of each entry that is not kept. */
  readonly fates: Readonly<Record<string, Fate>>
  /** The new entries. Default: none. */
  readonly added?: readonly string[]
  /** For each orphaned link, the file that cannot be read through it any more. */
  readonly orphans?: Readonly<Record<string, string>>
}

/** Registers a test for each case: the whole comparison is asserted. */
export function specify(cases: readonly Case[]): void {
  for (const { when, tree, act, fates, added = [], orphans = {} } of cases) {
    test(`when ${when}`, async () => {
      await using w = await world(tree)
      const before = w.snapshot()
      act(path => w.path(path))
      const comparison = compare(before, w.snapshot())
      expect({
        fates: Object.fromEntries([...comparison.fates].filter(([, fate]) => fate !== 'kept')),
        added: [...comparison.added].sort(),
        orphans: Object.fromEntries(comparison.orphans),
      }).toEqual({ fates, added, orphans })
      expect([...comparison.fates.keys()], 'each entry has a fate').toEqual([...before.entries.keys()])
    })
  }
}
