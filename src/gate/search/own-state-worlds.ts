import { changed, RUN_TWICE, STATE_PAST_NAMES } from '../../../fixtures/states/changes.ts'
import { hasPermissions, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { buildWorld } from '../../experiments/built-world.ts'
import type { Harness } from '../../experiments/harness.ts'
import { mostTelling, type TriedWorld } from './tried-world.ts'

/**
 * Returns worlds in which a subject finds the files that it keeps for itself otherwise than it left them: a ledger, a
 * stamp, a journal. There are a few where it makes all links, and a few where it brings away what is in the way; none for a
 * subject that keeps no such file.
 */
export async function ownStateWorlds(harness: Harness, tried: readonly TriedWorld[]): Promise<WorldSpec[]> {
  const done = tried.filter(
    ({ spec, claim }) => spec.kind === undefined && claim === 'success' && !hasPermissions(spec),
  )
  const bases = (['clear', 'conflict'] as const).flatMap(world =>
    mostTelling(
      done.filter(one => one.world === world),
      1,
    ),
  )
  const worlds: WorldSpec[] = []
  for (const { spec } of bases) {
    const past = changed(spec, RUN_TWICE)
    if (past !== null && (await keepsState(harness, past)))
      worlds.push(...STATE_PAST_NAMES.flatMap(name => changed(spec, name) ?? []))
  }
  return worlds
}

/** Returns whether a subject keeps files for itself after the history of a world. */
async function keepsState(harness: Harness, spec: WorldSpec): Promise<boolean> {
  const built = await buildWorld(harness, spec)
  try {
    return built.keepsState()
  } finally {
    built.remove()
  }
}
