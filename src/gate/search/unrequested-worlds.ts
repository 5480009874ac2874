import { linkPaths } from '../../../fixtures/deployment.ts'
import { parentsOf } from '../../../fixtures/disk/flat-tree.ts'
import { manualLinkWorlds } from '../../../fixtures/states/manual-links.ts'
import { unrequestedEntryWorlds } from '../../../fixtures/states/unrequested-entries.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { effortFor } from '../../experiments/effort.ts'
import type { Harness } from '../../experiments/harness.ts'
import { soughtPaths } from '../../experiments/sought-paths.ts'
import { takesAway } from '../../observation/step.ts'
import { patternOf, withOthersFiles } from './name-taken-worlds.ts'
import type { TriedWorld } from './tried-world.ts'

/**
 * Returns worlds in which only loss counts, since the request does not describe them: with homes and shared directories
 * that it does not mention; with targets and homes that are each other; and, in homes that are in use, with another
 * process's data at each path that the subject looks for and never uses for itself.
 *
 * @param tried the worlds tried so far.
 */
export async function unrequestedWorlds(
  harness: Harness,
  tried: readonly Pick<TriedWorld, 'spec' | 'changes'>[],
): Promise<WorldSpec[]> {
  const bases = tried.flatMap(({ spec }) => (spec.kind === 'lived-in' ? [spec] : []))
  const own = ownNames(tried)
  const sought = new Map<string, WorldSpec>()
  for (const spec of bases.toSorted((a, b) => a.tree.size - b.tree.size)) {
    for (const path of await soughtPaths(harness, spec)) {
      const pattern = patternOf(path, spec)
      const isOwn = [pattern, ...parentsOf(pattern)].some(one => own.has(one))
      if (!isOwn && !isDisposable(path) && !sought.has(pattern))
        sought.set(pattern, withOthersFiles(spec, [`${path}/only.jsonl`], 'unrequested'))
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
 * Returns the patterns of all paths, other than required ones, where a subject makes an entry in some world. It may remove
 * such entries, and what is in them, as its own.
 */
function ownNames(tried: readonly Pick<TriedWorld, 'spec' | 'changes'>[]): ReadonlySet<string> {
  return new Set(
    tried.flatMap(({ spec, changes }) => {
      const required = requiredPaths(spec)
      return changes
        .filter(step => !takesAway(step) || step.to !== null)
        .map(({ path, to }) => to ?? path)
        .filter(path => !required.has(path))
        .map(path => patternOf(path, spec))
    }),
  )
}

/** Returns the homes, targets and links, and all their parents. */
function requiredPaths({ deployment }: WorldSpec): ReadonlySet<string> {
  const targets = deployment.links.map(({ target }) => target)
  return new Set(
    [...deployment.homes, ...linkPaths(deployment), ...targets].flatMap(path => [path, ...parentsOf(path)]),
  )
}

/**
 * Returns whether a path's name says that it may be removed at any time. A glob counts too: a shell leaves it unexpanded
 * where it matches no entry.
 */
function isDisposable(path: string): boolean {
  return /[*?[]|(?:^|[^a-z])(?:te?mp|cache|trash)(?:$|[^a-z])/iu.test(path)
}
