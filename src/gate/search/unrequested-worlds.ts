import { linkPaths } from '../../../fixtures/deployment.ts'
import { type FlatEntry, parentsOf, put } from '../../../fixtures/disk/flat-tree.ts'
import { manualLinkWorlds } from '../../../fixtures/states/manual-links.ts'
import { unrequestedEntryWorlds } from '../../../fixtures/states/unrequested-entries.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { file } from '../../../fixtures/tree.ts'
import { effortFor } from '../../experiments/effort.ts'
import type { Harness } from '../../experiments/harness.ts'
import { namesSought } from '../../experiments/names-sought.ts'
import { patternOf } from './name-taken-worlds.ts'
import type { TriedWorld } from './tried-world.ts'

/**
 * Worlds that nobody thinks of, in which only what is lost counts: with homes and shared directories that are not in
 * the request; with targets and homes that are one another; and with a directory with somebody's data at each name that
 * the subject looks for, in homes that are lived in, and never takes for itself.
 *
 * @param tried what each of the first worlds came to.
 */
export async function unrequestedWorlds(
  harness: Harness,
  tried: readonly Pick<TriedWorld, 'spec' | 'changes'>[],
): Promise<WorldSpec[]> {
  const bases = tried.flatMap(({ spec }) => (spec.kind === 'lived-in' ? [spec] : []))
  const own = ownNames(tried)
  const sought = new Map<string, WorldSpec>()
  for (const spec of bases.toSorted((a, b) => a.tree.size - b.tree.size)) {
    for (const path of await namesSought(harness, spec)) {
      const pattern = patternOf(path, spec)
      const isOwn = [pattern, ...parentsOf(pattern)].some(one => own.has(one))
      if (!isOwn && !isNobodys(path) && !sought.has(pattern)) sought.set(pattern, given(spec, path))
    }
  }
  const [base] = bases
  return [
    ...(base === undefined
      ? []
      : [...unrequestedEntryWorlds(base.deployment), ...manualLinkWorlds(base.deployment)]),
    ...[...sought.values()].slice(0, effortFor(harness.subject).followUpWorlds),
  ]
}

/**
 * The names that a subject was about to make something at, in any world, besides what is asked for: who clears what is
 * its own, or what lies in it, may do so.
 */
function ownNames(tried: readonly Pick<TriedWorld, 'spec' | 'changes'>[]): ReadonlySet<string> {
  return new Set(
    tried.flatMap(({ spec, changes }) => {
      const asked = askedFor(spec)
      return changes
        .filter(({ kind, to }) => kind !== 'remove' || to !== null)
        .map(({ path, to }) => to ?? path)
        .filter(path => !asked.has(path))
        .map(path => patternOf(path, spec))
    }),
  )
}

/** The homes, targets and links, and all their parents. */
function askedFor({ deployment }: WorldSpec): ReadonlySet<string> {
  const targets = deployment.links.map(({ target }) => target)
  return new Set(
    [...deployment.homes, ...linkPaths(deployment), ...targets].flatMap(path => [path, ...parentsOf(path)]),
  )
}

/**
 * Whether a name says that what it is of may be cleared at any time; or is a pattern, which a shell has left as it is
 * where nothing matches it.
 */
function isNobodys(path: string): boolean {
  return /[*?[]|(?:^|[^a-z])(?:te?mp|cache|trash)(?:$|[^a-z])/iu.test(path)
}

/** The world with somebody's transcript in a directory at a path. */
function given(spec: WorldSpec, path: string): WorldSpec {
  const tree = new Map<string, FlatEntry>(spec.tree)
  put(tree, `${path}/only.jsonl`, file(`somebody's ${path}/only.jsonl\n`))
  return { ...spec, tree, kind: 'unrequested' }
}
