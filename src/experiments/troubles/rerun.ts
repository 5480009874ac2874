import { createHash } from 'node:crypto'
import { namesIn } from '../../../fixtures/disk/names.ts'
import type { Run } from '../../observation/run.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'

/** Runs a subject undisturbed on the result of a disturbed run; null where it has already run on the same state. */
export async function rerun(
  world: ReusableWorld,
  { rerunOn }: Baseline,
  { after }: Run,
): Promise<Run | null> {
  const hash = createHash('sha1')
  for (const [path, { type, mode, text, content }] of after.entries) {
    hash.update(JSON.stringify([path, type, mode, text?.replaceAll(after.seenAs, '{root}'), content?.length]))
    if (content !== undefined) hash.update(content)
  }
  // The subject may have left a lock or a note outside the world.
  hash.update(JSON.stringify(namesIn(world.job().temp).filter(name => !name.startsWith('request'))))
  const state = hash.digest('base64')
  if (rerunOn.has(state)) return null
  rerunOn.add(state)
  return await world.run()
}
